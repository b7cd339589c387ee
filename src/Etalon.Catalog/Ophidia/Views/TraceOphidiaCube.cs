using Npgsql;

namespace Etalon.Catalog;

/// <summary>Tells which cubes a cube was made from, and what was made from it.</summary>
public sealed class TraceOphidiaCube(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("TraceOphidiaCube.sql");

    /// <summary>The cubes on the way, the given one among them, parents before children.</summary>
    /// <param name="id">The cube.</param>
    /// <param name="parents">Whether what it was made from is told.</param>
    /// <param name="children">Whether what was made from it is told.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<OphidiaCubeStep>> RunAsync(long id, bool parents, bool children, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaCubeStep>(Query, new { Id = id, Up = parents, Down = children }, cancellation);
}
