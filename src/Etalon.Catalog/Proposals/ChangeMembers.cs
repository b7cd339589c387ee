using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lets people into a proposal, and out of it. From then on they see its datasets, or do not.</summary>
public sealed class ChangeMembers(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string AddQuery = Sql.Read("AddMember.sql");
    private static readonly string RemoveQuery = Sql.Read("RemoveMember.sql");

    /// <summary>Lets somebody in; once more does no harm.</summary>
    /// <exception cref="RefusalException">There is no such proposal (<c>unknown-proposal</c>) or active person (<c>unknown-person</c>), or the caller is no staff (<c>not-allowed</c>).</exception>
    public Task AddAsync(Guid id, string name, Viewer by, CancellationToken cancellation = default) => ChangeAsync(AddQuery, id, name, by, cancellation);

    /// <summary>Takes somebody out.</summary>
    /// <exception cref="RefusalException">There is no such proposal (<c>unknown-proposal</c>) or member (<c>unknown-person</c>), or the caller is no staff (<c>not-allowed</c>).</exception>
    public Task RemoveAsync(Guid id, string name, Viewer by, CancellationToken cancellation = default) => ChangeAsync(RemoveQuery, id, name, by, cancellation);

    private async Task ChangeAsync(string query, Guid id, string name, Viewer by, CancellationToken cancellation)
    {
        await new GetProposal(database).RunAsync(id, by, cancellation);
        ProposalRefusals.CheckStaff(by);
        var parameters = new { Id = id, Name = name, Now = time.GetUtcNow().UtcDateTime, by.Person };
        if (await database.FirstAsync<Guid?>(query, parameters, cancellation) is null)
        {
            throw new RefusalException("unknown-person", $"There is no such person '{name}'.", "List the users, or the members.", RefusalKind.Missing);
        }
    }
}
