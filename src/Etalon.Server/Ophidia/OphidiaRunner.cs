using System.Collections.Immutable;
using System.Globalization;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Carries a request out: its tasks in their order, each by its operator.</summary>
/// <param name="operators">All operators.</param>
/// <param name="journal">Where tasks are written down.</param>
/// <param name="targets">Finds what filters stand for.</param>
/// <param name="requests">The requests under way.</param>
/// <param name="files">The files that clients may name.</param>
/// <param name="clock">The time.</param>
internal sealed class OphidiaRunner(OphidiaOperators operators, IOphidiaJournal journal, IMassiveTargets targets, LiveRequests requests, OphidiaFiles files, TimeProvider clock)
{
    /// <summary>How many tasks of one request work at a time.</summary>
    private const int MostAtOnce = 4;

    /// <summary>Runs a request.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="visit">Who asks.</param>
    /// <param name="live">The request, as others see it and stop it.</param>
    /// <exception cref="OphidiaException">The request as a whole cannot be carried out; the error number says why.</exception>
    public async Task<OphidiaReport> RunAsync(OphidiaRequest request, OphidiaVisit visit, LiveRequest live)
    {
        Check(request, visit);
        using var slots = new SemaphoreSlim(MostAtOnce);
        using var pages = new PatientJournal(journal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(live.Cancellation);
        var isDirect = request.Tasks.Length == 1 && request.Globals.GetValueOrDefault("direct_output") is not "no";
        var parts = new WorkflowParts(
            operators, new TaskExecution(operators, pages, targets, slots, clock), new ParentOutputs(targets), new FlowSteps(live, requests, files, clock), live, pages, clock, Predefined(request, visit));
        var run = new WorkflowRun(request, visit, parts, stop) { IsDirect = isDirect };
        var lines = await run.RunAsync();
        var remarks = await new ExitActions(operators, visit, live.Marker).RunAsync(run.Ended);
        var source = new OphidiaSource(visit.Session, visit.Workflow, live.Marker);
        var form = TaskListForm.Parse(request.Globals.GetValueOrDefault("output_format"));
        if (isDirect || request.AnsweredBy.Length > 0)
        {
            var ended = isDirect ? run.Ended[0] : Answer(run.Ended, request.AnsweredBy);
            var warnings = run.Ended.Select(static one => one.Outcome.Remark).Where(static remark => remark.Length > 0);
            return Direct(source, ended, run.State, form, [.. warnings, .. remarks]);
        }

        return new OphidiaReport(TaskObjects.Workflow(source, run.State, lines, form, remarks), [], run.State);
    }

    /// <summary>All operators exist and are allowed; those that look after the server stand alone.</summary>
    private void Check(OphidiaRequest request, OphidiaVisit visit)
    {
        foreach (var task in request.Tasks)
        {
            var manual = operators.Find(task.Operator).Manual;
            if (manual.IsManagement && request.Tasks.Length > 1)
            {
                throw new OphidiaException(OphidiaError.Server, $"{manual.Name} looks after the server or the session, and must be the only task of a request.");
            }

            if (manual.Role > visit.Role)
            {
                throw new OphidiaException(OphidiaError.Authentication, $"{manual.Name} needs the right to {manual.Role.ToString().ToLowerInvariant()} in this session; yours is to {visit.Role.ToString().ToLowerInvariant()}.");
            }
        }
    }

    /// <summary>What a task has answered; or the first fault, if it could not begin.</summary>
    private static (OphidiaTask Task, TaskOutcome Outcome) Answer(IReadOnlyList<(OphidiaTask Task, TaskOutcome Outcome)> ended, string name)
    {
        var answer = ended.First(one => string.Equals(one.Task.Name, name, StringComparison.Ordinal));
        return answer.Outcome.State is TaskState.Aborted ? ended.FirstOrDefault(static one => one.Outcome.State is TaskState.Error, answer) : answer;
    }

    private static OphidiaReport Direct(OphidiaSource source, (OphidiaTask Task, TaskOutcome Outcome) ended, string state, TaskListForm form, IReadOnlyList<string> remarks)
    {
        var (task, outcome) = ended;
        if (outcome.IsMassive)
        {
            return new OphidiaReport(
                TaskObjects.Massive(source, TaskStateName.Of(outcome.State), outcome.Parts, form, outcome.Parts.IsEmpty ? [outcome.Message, .. remarks] : remarks), [], TaskStateName.Of(outcome.State));
        }

        return outcome.State is TaskState.Completed or TaskState.Unselected or TaskState.Skipped
            ? new OphidiaReport([.. Shown(task, outcome.Answer.Objects), .. Remarks(outcome, remarks), OphidiaText.Success], outcome.Answer.Extra, TaskStateName.Of(outcome.State))
            : new OphidiaReport([OphidiaText.Failure(outcome.Message)], [], outcome.State is TaskState.Error ? state : TaskStateName.Of(outcome.State));
    }

    private static IEnumerable<OphidiaObject> Remarks(TaskOutcome outcome, IReadOnlyList<string> remarks) =>
        remarks.Concat(outcome.Message.Length > 0 ? [outcome.Message] : []).Select(static remark => OphidiaAnswer.Warning(remark));

    /// <summary>The objects that the task's <c>objkey_filter</c> lets through.</summary>
    private static IEnumerable<OphidiaObject> Shown(OphidiaTask task, ImmutableArray<OphidiaObject> objects) =>
        task["objkey_filter"] is { } filter and not "all" ? objects.Where(item => filter.Split('|').Contains(item.Key, StringComparer.Ordinal)) : objects;

    private static ImmutableDictionary<string, FlowVariable> Predefined(OphidiaRequest request, OphidiaVisit visit)
    {
        var server = Uri.TryCreate(visit.Session.Server, UriKind.Absolute, out var address) ? address : null;
        (string Key, string Label)[] names =
        [
            ("OPH_SESSION_ID", visit.Session.ToString()),
            ("OPH_SESSION_CODE", visit.Session.Code),
            ("OPH_WORKFLOW_ID", visit.Workflow.ToString(CultureInfo.InvariantCulture)),
            ("OPH_SERVER_HOST", server?.Host ?? ""),
            ("OPH_SERVER_PORT", (server?.Port ?? 0).ToString(CultureInfo.InvariantCulture)),
            ("OPH_USER", visit.User),
            ("OPH_PASSWD", "***"),
            ("OPH_OS_USER", visit.User),
            ("NCORES", request.Globals.GetValueOrDefault("ncores", "1")),
            ("NHOST", request.Globals.GetValueOrDefault("nhost", "1")),
        ];
        return names.ToImmutableDictionary(
            static pair => pair.Key,
            static pair => new FlowVariable(new OphidiaVariable(pair.Label, long.TryParse(pair.Label, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 1), []),
            StringComparer.Ordinal);
    }
}
