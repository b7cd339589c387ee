using Etalon.Catalog;
using Npgsql;

namespace Etalon.CatalogBench;

/// <summary>Folders with every so many-th dataset.</summary>
internal static class SampleFolders
{
    /// <summary>The folder of a name; it is made and filled if it is not there yet.</summary>
    public static async Task<Guid> MakeAsync(NpgsqlDataSource database, string name, int every)
    {
        var folders = await new ListFolders(database).RunAsync(null, Viewer.System);
        if (folders.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal)) is { } known)
        {
            return known.Id;
        }

        var folder = await new CreateFolder(database, TimeProvider.System).RunAsync(name, null, Viewer.System);
        await using var fill = database.CreateCommand(
            "insert into folder_dataset select $1, id from (select id, row_number() over (order by id) as n from dataset) d where n % $2 = 0");
        fill.CommandTimeout = 600;
        fill.Parameters.Add(new NpgsqlParameter { Value = folder.Id });
        fill.Parameters.Add(new NpgsqlParameter { Value = (long)every });
        await fill.ExecuteNonQueryAsync();
        await using var settle = database.CreateCommand("vacuum analyze folder_dataset");
        await settle.ExecuteNonQueryAsync();
        return folder.Id;
    }
}
