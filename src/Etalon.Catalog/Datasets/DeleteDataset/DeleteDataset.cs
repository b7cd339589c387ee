using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Deletes a dataset: its record remains with what is known of it, its files go.</summary>
public sealed class DeleteDataset(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Lock = Sql.Read("LockDataset.sql");
    private static readonly string Query = Sql.Read("DeleteDataset.sql");

    /// <summary>Deletes it; once more does no harm.</summary>
    /// <exception cref="RefusalException">
    /// There is none (<c>unknown-dataset</c>), it is another person's (<c>not-yours</c>), or a run uses it (<c>dataset-in-use</c>).
    /// </exception>
    public Task<DeletedDataset> RunAsync(Guid id, Viewer viewer, CancellationToken cancellation = default) =>
        database.TransactAsync(connection => WithinAsync(connection, id, viewer, time.GetUtcNow(), cancellation), cancellation);

    /// <summary>Deletes it within the caller's transaction, which can go on if this refuses.</summary>
    internal static async Task<DeletedDataset> WithinAsync(
        NpgsqlConnection connection, Guid id, Viewer viewer, DateTimeOffset now, CancellationToken cancellation)
    {
        var parameters = new { Id = id, viewer.Person, Roles = viewer.Roles.ToArray(), Now = now.UtcDateTime };
        var held = await connection.QueryFirstOrDefaultAsync<Held>(
            new CommandDefinition(Lock, parameters, cancellationToken: cancellation)) ?? throw GetDataset.Unknown(id);
        Check(id, held, viewer);
        if (held.State == DatasetState.Deleted)
        {
            return new DeletedDataset(id, []);
        }

        var derived = await connection.QueryAsync<Guid>(new CommandDefinition(Query, parameters, cancellationToken: cancellation));
        return new DeletedDataset(id, derived.AsList());
    }

    private static void Check(Guid id, Held held, Viewer viewer)
    {
        if (!held.Mine && !viewer.IsAdministrator)
        {
            throw new RefusalException(
                "not-yours", $"Dataset {id} belongs to somebody else.", "Ask its owner or an administrator.", RefusalKind.Forbidden);
        }

        if (held.UsedBy is { } run)
        {
            throw new RefusalException(
                "dataset-in-use", $"Run {run} uses dataset {id}.", "Wait for the run or cancel it.", RefusalKind.Conflict);
        }
    }

    private sealed record Held(DatasetState State, bool Mine, Guid? UsedBy);
}
