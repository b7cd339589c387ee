using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Moves or renames a folder.</summary>
public sealed class MoveFolder(NpgsqlDataSource database)
{
    private static readonly string Query = Sql.Read("MoveFolder.sql");

    /// <summary>Puts a folder into another one (or to the top) under a name.</summary>
    /// <exception cref="RefusalException">
    /// One of them is gone (<c>unknown-folder</c>), the name is taken (<c>duplicate-folder</c>), or the target is inside the folder
    /// itself (<c>folder-cycle</c>).
    /// </exception>
    public Task RunAsync(Guid id, Guid? parent, string name, CancellationToken cancellation = default)
    {
        FolderRefusals.CheckName(name);
        return database.TransactAsync(
            async connection =>
            {
                await using var results = await connection.QueryMultipleAsync(
                    new CommandDefinition(Query, new { Id = id, Parent = parent, Name = name }, cancellationToken: cancellation));
                await results.ReadAsync();
                var (known, inside) = await results.ReadFirstAsync<(bool Known, bool Inside)>();
                if (!known)
                {
                    throw FolderRefusals.Unknown($"{id}");
                }

                return inside
                    ? throw new RefusalException("folder-cycle", "A folder cannot be moved into itself.", "Choose a folder outside it.", RefusalKind.Conflict)
                    : true;
            },
            cancellation);
    }
}
