using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>
/// Publishes what a run made: datasets, cubes, files, metadata, lineage, the run's end and the deletions it asked for happen together,
/// in one transaction, or not at all.
/// </summary>
public sealed class PublishRun(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Finish = Sql.Read("PublishRun.sql");
    private static readonly string Link = Sql.Read("PublishOutputs.sql");
    private static readonly string Requester = Sql.Read("RequesterOf.sql");
    private static readonly string Remark = Sql.Read("AddRemarks.sql");

    /// <summary>Publishes the result.</summary>
    /// <exception cref="RefusalException">
    /// The run was cancelled (<c>cancelled</c>), or is no longer this worker's (<c>run-lost</c>); nothing is visible then.
    /// </exception>
    public Task RunAsync(RunResult result, CancellationToken cancellation = default) =>
        database.TransactAsync(
            async connection =>
            {
                var now = time.GetUtcNow();
                var finish = new
                {
                    Now = now.UtcDateTime,
                    Statistics = Json.Text(result.Statistics),
                    result.Journal,
                    result.RunId,
                    result.TakenBy,
                };
                var finished = await connection.QueryAsync<Guid>(new CommandDefinition(Finish, finish, cancellationToken: cancellation));
                if (finished.AsList().Count == 0)
                {
                    throw await LostAsync(connection, result.RunId, cancellation);
                }

                var datasets = result.Datasets.Select(dataset => dataset with { RunId = result.RunId }).ToArray();
                await DatasetRows.PutAsync(connection, datasets, DatasetState.Published, now, cancellation);
                await connection.ExecuteAsync(new CommandDefinition(Link, Outputs(result), cancellationToken: cancellation));
                await DeleteAsync(connection, result, now, cancellation);
                return true;
            },
            cancellation);

    /// <summary>
    /// Deletes what the run asked for. A refusal (another run reads it, it is somebody else's) is no reason to throw the result away: it is
    /// written into the run's remarks. In the order of identifiers, so that two publications never wait for each other.
    /// </summary>
    private static async Task DeleteAsync(NpgsqlConnection connection, RunResult result, DateTimeOffset now, CancellationToken cancellation)
    {
        if (result.Deletes.Count == 0)
        {
            return;
        }

        var (person, roles) = await connection.QuerySingleAsync<(Guid? Person, string[] Roles)>(
            new CommandDefinition(Requester, new { result.RunId }, cancellationToken: cancellation));
        var remarks = new List<string>();
        foreach (var id in result.Deletes.Distinct().Order())
        {
            try
            {
                await DeleteDataset.WithinAsync(connection, id, new Viewer(person, roles), now, cancellation);
            }
            catch (RefusalException refusal)
            {
                remarks.Add($"Dataset {id} was not deleted: {refusal.Message}");
            }
        }

        if (remarks.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                Remark, new { result.RunId, Remarks = remarks.ToArray() }, cancellationToken: cancellation));
        }
    }

    private static object Outputs(RunResult result) => new
    {
        result.RunId,
        Ports = result.Outputs.Select(output => output.Port).ToArray(),
        Positions = result.Outputs.Select(output => output.Position).ToArray(),
        Datasets = result.Outputs.Select(output => output.DatasetId).ToArray(),
        Cubes = result.Outputs.Select(output => output.Cube).ToArray(),
        Published = result.Datasets.Select(dataset => dataset.Id).ToArray(),
    };

    private static async Task<RefusalException> LostAsync(NpgsqlConnection connection, Guid runId, CancellationToken cancellation)
    {
        var cancelled = await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select coalesce((select cancel_requested_at is not null from run where id = @runId), false)", new { runId },
            cancellationToken: cancellation));
        return cancelled
            ? Refusal.Cancelled()
            : new RefusalException(
                "run-lost", $"Run {runId} is not running here any more.",
                "Another worker took it over; its result counts.", RefusalKind.Conflict);
    }
}
