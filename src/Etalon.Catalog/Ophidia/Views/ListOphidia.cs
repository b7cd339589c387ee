using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Lists the folders, containers and cubes of a session, in one query.</summary>
public sealed class ListOphidia(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("ListOphidia.sql");

    /// <summary>The lines by path, folders first, cubes of a container by number.</summary>
    /// <exception cref="RefusalException"><c>unknown-folder</c>.</exception>
    public async Task<IReadOnlyList<OphidiaListEntry>> RunAsync(OphidiaListQuery query, CancellationToken cancellation = default)
    {
        var path = query.Path.ToArray();
        var parameters = new
        {
            query.Root,
            Path = path,
            Above = path.Take(Math.Max(0, path.Length - 1)).ToArray(),
            Name = path.LastOrDefault() ?? "",
            query.Recursive,
            query.Containers,
            query.Cubes,
            query.Container,
            query.Measure,
            query.Source,
            query.Level,
            Filtered = query.Measure is not null || query.Source is not null || query.Level is not null,
        };
        var lines = await database.ListAsync<OphidiaListEntry>(Query, parameters, cancellation);

        // Nothing is listed for an empty folder, and for one that does not exist; only then is it looked for.
        if (lines.Count == 0 && !await database.FirstAsync<bool>(
                "select ophidia_folder_at(@Root, @Path) is not null or exists (select from ophidia_container k where k.folder_id = ophidia_folder_at(@Root, @Above) and k.name = @Name)",
                parameters, cancellation))
        {
            throw OphidiaRefusals.UnknownFolder(query.Path);
        }

        return lines;
    }
}
