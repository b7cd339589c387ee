using Npgsql;

namespace Etalon.Catalog;

/// <summary>Searches the metadata of the cubes in a folder.</summary>
public sealed class SearchOphidia(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("SearchOphidia.sql");

    /// <summary>What fits, by container, cube and number.</summary>
    /// <param name="root">The session's root folder.</param>
    /// <param name="path">The folder, name by name from there.</param>
    /// <param name="recursive">Whether folders within are searched as well.</param>
    /// <param name="containers">Patterns of SQL for containers' names, of which one must fit; empty for all.</param>
    /// <param name="keys">Patterns for keys.</param>
    /// <param name="values">Patterns that must fit somewhere in a value.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<OphidiaSearchHit>> RunAsync(
        long root, IReadOnlyList<string> path, bool recursive, IReadOnlyList<string> containers, IReadOnlyList<string> keys, IReadOnlyList<string> values,
        CancellationToken cancellation = default)
    {
        var parameters = new
        {
            Root = root,
            Path = path.ToArray(),
            Recursive = recursive,
            Containers = containers.ToArray(),
            Keys = keys.ToArray(),
            Values = values.Select(value => $"%{value}%").ToArray(),
        };
        return database.ListAsync<OphidiaSearchHit>(Query, parameters, cancellation);
    }
}
