using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists proposals.</summary>
public sealed class ListProposals(NpgsqlDataSource database)
{
    internal static readonly string Query = Sql.Read("ListProposals.sql");

    /// <summary>Those the viewer belongs to, newest first; staff and administrators see all.</summary>
    public Task<IReadOnlyList<Proposal>> RunAsync(Viewer viewer, CancellationToken cancellation = default) =>
        database.ListAsync<Proposal>(Query, new { viewer.Person, Roles = viewer.Roles.ToArray(), Id = (Guid?)null }, cancellation);
}
