using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What tasks want done with their outputs once all of the request is over: <c>on_exit</c>.</summary>
internal sealed class ExitActions(OphidiaOperators operators, OphidiaVisit visit, long marker)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Does it, the last task's first; what goes wrong is remarked, and hinders nothing else.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<(OphidiaTask Task, TaskOutcome Outcome)> ended)
    {
        using var patience = new CancellationTokenSource(Limit);
        var remarks = new List<string>();
        foreach (var (called, key, value) in ended.Reverse().SelectMany(static one => Calls(one.Task, one.Outcome)).Distinct().ToArray())
        {
            var outcome = await TaskExecution.GuardedAsync(() => CallAsync(called, key, value, patience.Token), isManagement: false, patience.Token);
            if (outcome.State is not TaskState.Completed)
            {
                remarks.Add($"on_exit of '{value}': {outcome.Message}");
            }
        }

        return remarks;
    }

    private static IEnumerable<(string Operator, string Key, string Value)> Calls(OphidiaTask task, TaskOutcome outcome) => task.OnExit switch
    {
        _ when FlowOperators.Contains(task.Operator) => [],
        "oph_delete" => outcome.Answer.Cubes.Select(static cube => ("oph_delete", "cube", cube)),
        "oph_deletecontainer" when outcome.Answer.Results.GetValueOrDefault("container", task["container"] ?? "-") is var container and not "-" => [("oph_deletecontainer", "container", container)],
        _ => [],
    };

    private async Task<TaskOutcome> CallAsync(string called, string key, string value, CancellationToken cancellation)
    {
        var (manual, carrier) = operators.Find(called);
        if (manual.Role > visit.Role)
        {
            throw new RefusalException("not-allowed", $"{called} is not allowed in this session.", "Ask its owner.", RefusalKind.Forbidden);
        }

        ImmutableArray<(string Key, string Value)> arguments = called is "oph_delete" ? [(key, value)] : [(key, value), ("force", "yes")];
        var task = new OphidiaTask(called, called, arguments, []);
        return new TaskOutcome(TaskState.Completed) { Answer = await carrier.RunAsync(new OphidiaCall(new OphidiaArguments(manual, task), visit, marker), cancellation) };
    }
}
