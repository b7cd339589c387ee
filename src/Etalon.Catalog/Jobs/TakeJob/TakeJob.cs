using Npgsql;

namespace Etalon.Catalog;

/// <summary>Gives a worker the next job.</summary>
public sealed class TakeJob(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("TakeJob.sql");

    /// <summary>The next job of the first class that has one (highest priority, then by <c>job_rank</c>: short before long, waited long before just come), or null.</summary>
    /// <param name="worker">Who takes it; heartbeats and results must carry the same name.</param>
    /// <param name="classes">In which order the queues are looked at.</param>
    /// <param name="lease">How long the job is the worker's without a heartbeat.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<TakenJob?> RunAsync(
        string worker, IReadOnlyList<JobClass> classes, TimeSpan lease, CancellationToken cancellation = default)
    {
        foreach (var jobClass in classes)
        {
            var now = time.GetUtcNow().UtcDateTime;
            var parameters = new { Class = JobClasses.Name(jobClass), Worker = worker, Now = now, LeaseUntil = now + lease };
            if (await database.FirstAsync<TakenJob>(Query, parameters, cancellation) is { } job)
            {
                return job;
            }
        }

        return null;
    }
}
