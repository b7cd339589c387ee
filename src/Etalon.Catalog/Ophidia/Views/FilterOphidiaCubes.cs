using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds cubes of Ophidia's protocol by folder and metadata, with what further conditions look at.</summary>
public sealed class FilterOphidiaCubes(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FilterOphidiaCubes.sql");

    /// <summary>Those that fit, oldest first.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">Names of folders from the session's root down.</param>
    /// <param name="depth">How many folders further down count as well.</param>
    /// <param name="metadata">Keys and values of which one pair must be there, null for any; and whether it must not.</param>
    /// <param name="most">No more than that.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<OphidiaCandidate>> RunAsync(
        string session, IEnumerable<string> path, int depth, (string[]? Keys, string[]? Values, bool IsNegated) metadata, int most, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaCandidate>(
            Query, new { Session = session, Path = path.ToArray(), Depth = depth, metadata.Keys, metadata.Values, Negated = metadata.IsNegated, Most = most }, cancellation);
}
