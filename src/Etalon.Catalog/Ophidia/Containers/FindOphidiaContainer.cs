using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Finds a container of Ophidia's protocol by its folder and name.</summary>
public sealed class FindOphidiaContainer(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("FindOphidiaContainer.sql");

    /// <summary>The container; its number is 0 where the folder has none of that name.</summary>
    /// <param name="session">The session.</param>
    /// <param name="path">Names of folders from the session's root down.</param>
    /// <param name="name">The container.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException">There is no such folder: <c>unknown-folder</c>.</exception>
    public async Task<OphidiaContainerRow> RunAsync(string session, IEnumerable<string> path, string name, CancellationToken cancellation = default)
    {
        var names = path.ToArray();
        return await database.FirstAsync<OphidiaContainerRow>(Query, new { Session = session, Path = names, Name = name }, cancellation)
            ?? throw new RefusalException("unknown-folder", $"There is no folder '/{string.Join('/', names)}'.", "'oph_list' shows the folders.", RefusalKind.Missing);
    }
}
