using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists what made the cubes of a folder and of all within.</summary>
public sealed class ListOphidiaSteps(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListOphidiaSteps.sql");

    /// <summary>The steps in the order they were done.</summary>
    /// <param name="root">The session's root folder.</param>
    /// <param name="path">The folder, name by name from there.</param>
    /// <param name="cube">Only steps that took or made this cube; null for all.</param>
    /// <param name="called">A pattern of SQL for operators' names; null for all.</param>
    /// <param name="container">A pattern for containers' names; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<OphidiaCubeStep>> RunAsync(
        long root, IReadOnlyList<string> path, long? cube, string? called, string? container, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaCubeStep>(Query, new { Root = root, Path = path.ToArray(), Cube = cube, Operator = called, Container = container }, cancellation);
}
