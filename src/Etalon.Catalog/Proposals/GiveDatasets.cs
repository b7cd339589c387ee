using Npgsql;

namespace Etalon.Catalog;

/// <summary>Gives datasets to a proposal, whose members see them from then on, or takes them back.</summary>
public sealed class GiveDatasets(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("GiveDatasets.sql");

    /// <summary>Gives the caller's datasets; staff and administrators give anybody's.</summary>
    /// <returns>Those that were given: of the others the caller is not the owner, or there are none.</returns>
    /// <exception cref="Etalon.Cubes.RefusalException">There is no such proposal, or the caller does not belong to it: <c>unknown-proposal</c>.</exception>
    public async Task<IReadOnlyList<Guid>> RunAsync(Guid proposal, IReadOnlyList<Guid> datasets, Viewer by, CancellationToken cancellation = default)
    {
        await new GetProposal(database).RunAsync(proposal, by, cancellation);
        return await ChangeAsync(proposal, null, datasets, by, cancellation);
    }

    /// <summary>Takes datasets back from a proposal: they are their owners' alone again.</summary>
    /// <returns>Those that were taken.</returns>
    /// <exception cref="Etalon.Cubes.RefusalException">There is no such proposal, or the caller does not belong to it: <c>unknown-proposal</c>.</exception>
    public async Task<IReadOnlyList<Guid>> TakeAsync(Guid proposal, IReadOnlyList<Guid> datasets, Viewer by, CancellationToken cancellation = default)
    {
        await new GetProposal(database).RunAsync(proposal, by, cancellation);
        return await ChangeAsync(null, proposal, datasets, by, cancellation);
    }

    private Task<IReadOnlyList<Guid>> ChangeAsync(Guid? proposal, Guid? from, IReadOnlyList<Guid> datasets, Viewer by, CancellationToken cancellation)
    {
        var parameters = new
        {
            Proposal = proposal,
            From = from,
            Datasets = datasets.ToArray(),
            by.Person,
            Roles = by.Roles.ToArray(),
            Now = time.GetUtcNow().UtcDateTime,
        };
        return database.ListAsync<Guid>(Query, parameters, cancellation);
    }
}
