using Npgsql;

namespace Etalon.Catalog;

/// <summary>Keeps the grids of containers.</summary>
public sealed class ArrangeOphidiaGrids(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Put = Sql.Read("PutOphidiaGrid.sql");
    private const string Found = "select name, dimensions from ophidia_grid where container_id = @Container and name = @Name";
    private const string Listed = "select name, '[]'::jsonb as dimensions from ophidia_grid where container_id = @Container order by name";
    private const string Removed = "delete from ophidia_grid where container_id = @Container and name = @Name";

    /// <summary>The grids of a container by name, without their dimensions.</summary>
    public Task<IReadOnlyList<OphidiaGridRow>> ListAsync(long container, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaGridRow>(Listed, new { Container = container }, cancellation);

    /// <summary>The grid of a name, or null.</summary>
    public Task<OphidiaGridRow?> FindAsync(long container, string name, CancellationToken cancellation = default) =>
        database.FirstAsync<OphidiaGridRow>(Found, new { Container = container, Name = name }, cancellation);

    /// <summary>Keeps a grid unless there is one of that name; the one that is kept.</summary>
    public async Task<OphidiaGridRow> PutAsync(long container, OphidiaGridRow grid, CancellationToken cancellation = default)
    {
        var parameters = new { Container = container, grid.Name, Now = time.GetUtcNow().UtcDateTime, Dimensions = Json.Text(grid.Dimensions) ?? "[]" };

        // One that came in between is not seen by the statement that it stopped, but by the next.
        return await database.FirstAsync<OphidiaGridRow>(Put, parameters, cancellation)
            ?? await FindAsync(container, grid.Name, cancellation)
            ?? grid;
    }

    /// <summary>Forgets a grid.</summary>
    public Task RemoveAsync(long container, string name, CancellationToken cancellation = default) =>
        database.ExecuteAsync(Removed, new { Container = container, Name = name }, cancellation);
}
