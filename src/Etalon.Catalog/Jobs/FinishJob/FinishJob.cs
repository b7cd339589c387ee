using System.Text.Json;
using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>Ends a run that publishes nothing: failed, cancelled or interrupted. <see cref="PublishRun"/> ends the others.</summary>
public sealed class FinishJob(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly string Query = Sql.Read("FinishJob.sql");

    /// <summary>Ends the run; false if the worker has it no longer.</summary>
    public async Task<bool> RunAsync(
        Guid runId,
        string worker,
        RunState state,
        RefusalException? refusal = null,
        JsonElement? statistics = null,
        CancellationToken cancellation = default)
    {
        if (state is RunState.Queued or RunState.Running or RunState.Done)
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "A job ends failed, cancelled or interrupted.");
        }

        var parameters = new
        {
            RunId = runId,
            Worker = worker,
            State = RunStates.Name(state),
            Now = time.GetUtcNow().UtcDateTime,
            Refusal = refusal is null ? null : Json.Write(new { refusal.Code, refusal.Message, refusal.Help, Kind = KindOf(refusal) }),
            Statistics = Json.Text(statistics),
        };
        return await database.FirstAsync<Guid?>(Query, parameters, cancellation) is not null;
    }

    /// <summary>Spelt as everywhere outside the database: <c>storageFull</c>.</summary>
    private static string KindOf(RefusalException refusal) => JsonNamingPolicy.CamelCase.ConvertName(refusal.Kind.ToString());
}
