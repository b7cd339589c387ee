using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Shows one proposal.</summary>
public sealed class GetProposal(NpgsqlDataSource database)
{
    private static readonly string People = Sql.Read("ListMembers.sql");

    /// <summary>The proposal with those who belong to it.</summary>
    /// <exception cref="RefusalException">There is none, or the viewer does not belong to it: <c>unknown-proposal</c>.</exception>
    public async Task<ProposalDetail> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default)
    {
        var parameters = new { viewer.Person, Roles = viewer.Roles.ToArray(), Id = (Guid?)id };
        var proposal = await database.FirstAsync<Proposal>(ListProposals.Query, parameters, cancellation) ?? throw ProposalRefusals.Unknown(id);
        return new ProposalDetail(proposal, await database.ListAsync<ProposalMember>(People, new { Id = id }, cancellation));
    }
}
