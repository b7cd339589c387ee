using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds the earlier run that a new one is best compared with, to say why its result could not be used again.</summary>
public sealed class NearestCacheDocument(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("NearestCacheDocument.sql");

    /// <summary>The newest run of the same operator before the given one (with the same name, if there is one), or null.</summary>
    /// <param name="operatorName">The operator.</param>
    /// <param name="name">The new run's name.</param>
    /// <param name="before">The new run; null takes the newest of all.</param>
    /// <param name="viewer">For whom.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<CacheDocument?> RunAsync(
        string operatorName, string name, Guid? before, Viewer viewer, CancellationToken cancellation = default) =>
        database.FirstAsync<CacheDocument>(
            Query,
            new { Operator = operatorName, Name = name, Before = before ?? Guid.AllBitsSet, viewer.Person, Roles = viewer.Roles.ToArray() },
            cancellation);
}
