using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds cubes of Ophidia's protocol by their numbers.</summary>
public sealed class GetOphidiaCubes(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("GetOphidiaCubes.sql");

    /// <summary>Those that exist and that the viewer may see, in no order.</summary>
    public Task<IReadOnlyList<OphidiaCubeRow>> RunAsync(IEnumerable<long> ids, Viewer viewer, CancellationToken cancellation = default) =>
        database.ListAsync<OphidiaCubeRow>(Query, new { Ids = ids.ToArray(), viewer.Person, Administrator = viewer.IsAdministrator }, cancellation);
}
