using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a proposal.</summary>
public sealed class CreateProposal(NpgsqlDataSource database, TimeProvider time)
{
    private const int Longest = 1000;
    private static readonly string Query = Sql.Read("CreateProposal.sql");

    /// <summary>Makes it, without members.</summary>
    /// <exception cref="RefusalException">
    /// The caller is no staff (<c>not-allowed</c>), the number is taken (<c>duplicate-proposal</c>), empty or too long (<c>invalid-name</c>).
    /// </exception>
    public Task<Proposal> RunAsync(string number, string title, Viewer by, CancellationToken cancellation = default)
    {
        ProposalRefusals.CheckStaff(by);
        if (string.IsNullOrWhiteSpace(number) || number.Length > Longest || title.Length > Longest)
        {
            throw new RefusalException("invalid-name", $"A proposal has a number, and at most {Longest} characters in it and in its title.", "Give the facility's number.");
        }

        var now = time.GetUtcNow();
        var proposal = new Proposal(CatalogId.New(time), number, title, now, 0);
        return database.TransactAsync(
            async connection =>
            {
                await connection.ExecuteAsync(new CommandDefinition(
                    Query, new { proposal.Id, Number = number, Title = title, Now = now.UtcDateTime, by.Person }, cancellationToken: cancellation));
                return proposal;
            },
            cancellation);
    }
}
