using Dapper;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Makes a run with its inputs and puts it into the queue, or gives it to a worker at once.</summary>
public sealed class CreateRun(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("CreateRun.sql");

    /// <summary>Makes the run.</summary>
    /// <exception cref="RefusalException">An input does not exist, is deleted, or may not be seen: <c>unknown-dataset</c>.</exception>
    public Task RunAsync(NewRun run, JobRequest job, Viewer viewer, CancellationToken cancellation = default) =>
        database.TransactAsync(
            async connection =>
            {
                var usable = await connection.QueryAsync<Guid>(
                    new CommandDefinition(Query, Parameters(run, job, viewer), cancellationToken: cancellation));
                var missing = run.Inputs.Select(input => input.DatasetId).Except(usable).ToArray();
                return missing.Length == 0 ? true : throw GetDataset.Unknown(missing[0]);
            },
            cancellation);

    private object Parameters(NewRun run, JobRequest job, Viewer viewer)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new
        {
            run.Id,
            Kind = run.Kind == RunKind.Workflow ? "workflow" : "operator",
            run.Name,
            run.Operator,
            run.Version,
            Spec = run.Spec.GetRawText(),
            run.CacheKey,
            CacheDocument = Json.Text(run.CacheDocument),
            viewer.Person,
            Roles = viewer.Roles.ToArray(),
            run.Journal,
            run.Log,
            Ports = run.Inputs.Select(input => input.Port).ToArray(),
            Positions = run.Inputs.Select(input => input.Position).ToArray(),
            Datasets = run.Inputs.Select(input => input.DatasetId).ToArray(),
            Cubes = run.Inputs.Select(input => input.Cube).ToArray(),
            Class = JobClasses.Name(job.Class),
            job.Priority,
            job.TakenBy,
            ExpectedSeconds = (float)Math.Clamp(job.Expected.TotalSeconds, 0, 1e9),
            LimitSeconds = (int)Math.Clamp(Math.Ceiling(job.Limit.TotalSeconds), 1, int.MaxValue),
            Now = now,
            LeaseUntil = now + job.Lease,
        };
    }
}
