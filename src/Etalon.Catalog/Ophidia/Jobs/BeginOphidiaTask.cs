using Npgsql;

namespace Etalon.Catalog;

/// <summary>Writes a task of a request down as running.</summary>
public sealed class BeginOphidiaTask(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("BeginOphidiaTask.sql");

    /// <summary>The task's number: the next one of its session.</summary>
    public Task<long> RunAsync(string session, long workflow, long parent, string name, string called, CancellationToken cancellation = default) =>
        database.FirstAsync<long>(
            Query, new { Session = session, Workflow = workflow, Parent = parent, Name = name, Operator = called, Now = time.GetUtcNow().UtcDateTime }, cancellation);
}
