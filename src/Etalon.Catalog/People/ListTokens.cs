using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists tokens.</summary>
public sealed class ListTokens(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListTokens.sql");

    /// <summary>The viewer's own; an administrator sees all.</summary>
    public Task<IReadOnlyList<TokenSummary>> RunAsync(Viewer viewer, CancellationToken cancellation = default) =>
        database.ListAsync<TokenSummary>(Query, new { viewer.Person, Roles = viewer.Roles.ToArray() }, cancellation);
}
