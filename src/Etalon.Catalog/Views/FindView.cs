using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Finds a view by its id. Whoever is signed in and has the link may read it: it says where to look, and whether one may look there is
/// asked of the dataset.
/// </summary>
public sealed class FindView(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FindView.sql");

    /// <summary>The view.</summary>
    /// <exception cref="RefusalException">There is none: <c>unknown-view</c>.</exception>
    public async Task<SavedView> RunAsync(string id, CancellationToken cancellation = default)
    {
        var row = id.Length == ViewState.IdLength ? await database.FirstAsync<SaveView.Row>(Query, new { Id = id.ToLowerInvariant() }, cancellation) : null;
        return row?.View ?? throw new RefusalException(
            "unknown-view", $"There is no shared view '{(id.Length <= 2 * ViewState.IdLength ? id : id[..ViewState.IdLength] + "…")}'.",
            "Check that the link was copied whole.", RefusalKind.Missing);
    }
}
