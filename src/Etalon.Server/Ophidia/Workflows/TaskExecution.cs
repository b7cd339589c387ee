using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Carries out one task by its operator; over several cubes or files if it is given several.</summary>
/// <param name="operators">Who carries out what.</param>
/// <param name="journal">Where parts of massive tasks are written down.</param>
/// <param name="targets">Finds what filters stand for.</param>
/// <param name="slots">How many may work at a time.</param>
/// <param name="clock">The time.</param>
internal sealed class TaskExecution(OphidiaOperators operators, IOphidiaJournal journal, IMassiveTargets targets, SemaphoreSlim slots, TimeProvider clock)
{
    private const int MostParts = 10_000;

    /// <summary>Arguments in place of which a filter may stand.</summary>
    private static readonly ImmutableArray<string> Filtered = ["cube", "src_path"];

    /// <summary>Carries it out, as often as its policy says. What the user got wrong, and cancellation, are outcomes.</summary>
    public async Task<TaskOutcome> RunAsync(TaskOrderSlip slip, CancellationToken cancellation)
    {
        var repeats = ErrorPolicy.Parse(slip.Task.OnError).Repeats;
        while (true)
        {
            var outcome = await OnceAsync(slip, cancellation);
            if (outcome.State is not TaskState.Error || repeats-- == 0)
            {
                return outcome;
            }
        }
    }

    private async Task<TaskOutcome> OnceAsync(TaskOrderSlip slip, CancellationToken cancellation)
    {
        var (manual, carrier) = operators.Find(slip.Task.Operator);
        return await GuardedAsync(
            async () => await PartsAsync(manual, slip, cancellation) is { } parts
                ? await MassiveAsync(manual, carrier, slip, parts, cancellation)
                : await CallAsync(manual, carrier, slip, slip.Task, slip.Marker, cancellation),
            manual.IsManagement,
            cancellation);
    }

    private async Task<TaskOutcome> CallAsync(
        OphidiaManual manual, IOphidiaOperator carrier, TaskOrderSlip slip, OphidiaTask task, long marker, CancellationToken cancellation)
    {
        var call = new OphidiaCall(new OphidiaArguments(manual, task), slip.Visit, marker) { MayStayRecipe = slip.MayStayRecipe, Report = slip.Report };
        await slots.WaitAsync(cancellation);
        try
        {
            return new TaskOutcome(TaskState.Completed) { Answer = await carrier.RunAsync(call, cancellation) };
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>What the task goes over: nothing (null) for one that is carried out once.</summary>
    private async Task<TaskParts?> PartsAsync(OphidiaManual manual, TaskOrderSlip slip, CancellationToken cancellation)
    {
        if (!slip.Spread.Values.IsEmpty)
        {
            return new TaskParts(slip.Spread.Key, slip.Spread.Values);
        }

        foreach (var key in Filtered.Where(key => manual.Argument(key) is not null))
        {
            if (slip.Task[key]?.Trim() is not { } value || !value.StartsWith('[') || !value.EndsWith(']'))
            {
                continue;
            }

            // A list of cubes in brackets is no filter, and finds nothing.
            var filter = MassiveFilter.Parse(value);
            var found = filter is null ? []
                : key is "cube" ? await targets.CubesAsync(filter, slip.Visit, slip.Task["cwd"] ?? "/", cancellation)
                : await targets.FilesAsync(filter, slip.Task["cdd"] ?? "/", cancellation);
            return found.Length <= MostParts
                ? new TaskParts(key, found)
                {
                    IsRun = !Says(filter, "run", "no"),
                    IsNamedByFile = key is "src_path" && Says(filter, "convention", "cmip5"),
                }
                : throw new RefusalException(
                    "too-many-parts", string.Create(CultureInfo.InvariantCulture, $"{found.Length} fit '{value}'; {MostParts} are allowed."), "Add conditions.");
        }

        return null;
    }

    private static bool Says(MassiveFilter? filter, string key, string value) =>
        filter?.Conditions.Any(condition => string.Equals(condition.Key, key, StringComparison.Ordinal) && string.Equals(condition.Value, value, StringComparison.Ordinal)) == true;

    private async Task<TaskOutcome> MassiveAsync(
        OphidiaManual manual, IOphidiaOperator carrier, TaskOrderSlip slip, TaskParts parts, CancellationToken cancellation)
    {
        var done = 0;
        var whole = parts.Values.Length;
        var results = await Task.WhenAll(parts.Values.Select(Result));
        var failed = results.Where(static result => result.Outcome.State is TaskState.Error).ToArray();
        var worst = failed.Length > 0 ? TaskState.Error
            : Array.Exists(results, static result => result.Outcome.State is TaskState.Aborted) ? TaskState.Aborted
            : TaskState.Completed;
        return new TaskOutcome(worst)
        {
            IsMassive = true,
            Parts = [.. results.Select(static result => result.Line)],
            Message = failed.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{failed.Length} of {whole} parts failed; the first: {failed[0].Outcome.Message}")
                : whole == 0 ? "No object found!" : "",
            Answer = new OphidiaAnswer([]) { Cubes = [.. results.SelectMany(static result => result.Outcome.Answer.Cubes)] },
        };

        async Task<(TaskOutcome Outcome, TaskLine Line)> Result(string value)
        {
            var result = parts.IsRun
                ? await PartAsync(manual, carrier, slip with { Report = static _ => { } }, parts.Of(slip.Task, value), value, cancellation)
                : (new TaskOutcome(TaskState.Unselected), new TaskLine(0, "", TaskState.Unselected) { Input = value });
            slip.Report((double)Interlocked.Increment(ref done) / whole);
            return result;
        }
    }

    private async Task<(TaskOutcome Outcome, TaskLine Line)> PartAsync(
        OphidiaManual manual, IOphidiaOperator carrier, TaskOrderSlip slip, OphidiaTask task, string input, CancellationToken cancellation)
    {
        var (marker, begin) = (0L, (DateTimeOffset?)null);
        var outcome = await GuardedAsync(
            async () =>
            {
                marker = await journal.BeginTaskAsync(slip.Visit, slip.Marker, task.Name, manual.Name, cancellation);
                begin = clock.GetUtcNow();
                return await CallAsync(manual, carrier, slip, task, marker, cancellation);
            },
            isManagement: false,
            cancellation);
        if (marker > 0)
        {
            await journal.EndTaskAsync(slip.Visit, marker, TaskStateName.Of(outcome.State), CancellationToken.None);
        }

        var line = new TaskLine(marker, "", outcome.State)
        {
            Input = input,
            Output = string.Join('|', outcome.Answer.Cubes),
            Begin = begin,
            End = begin is null ? null : clock.GetUtcNow(),
            Message = outcome.Message.Length > 0 ? $"{input}: {outcome.Message}" : "",
        };
        return (outcome, line);
    }

    /// <summary>What the user got wrong, and cancellation, as outcomes. Management operators answer with error numbers.</summary>
    internal static async Task<TaskOutcome> GuardedAsync(Func<Task<TaskOutcome>> work, bool isManagement, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (RefusalException refusal)
        {
            return refusal.Kind is RefusalKind.Cancelled
                ? new TaskOutcome(TaskState.Aborted) { Message = "It was cancelled." }
                : new TaskOutcome(TaskState.Error) { Message = $"{refusal.Message} {refusal.Help}".TrimEnd() };
        }
        catch (OphidiaException fault) when (fault.Error is OphidiaError.Parameter && !isManagement)
        {
            return new TaskOutcome(TaskState.Error) { Message = fault.Message };
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new TaskOutcome(TaskState.Aborted) { Message = "It was cancelled." };
        }
    }
}
