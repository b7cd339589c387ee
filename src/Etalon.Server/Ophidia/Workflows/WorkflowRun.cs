using System.Collections.Immutable;
using System.Globalization;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Carries out the tasks of one request: what does not wait for one another side by side, loops and choices as they say.</summary>
/// <param name="request">The request.</param>
/// <param name="visit">For whom.</param>
/// <param name="parts">What the work is done with.</param>
/// <param name="stop">Cancelled where a task's policy is to stop what is under way.</param>
internal sealed class WorkflowRun(OphidiaRequest request, OphidiaVisit visit, WorkflowParts parts, CancellationTokenSource stop)
{
    private readonly FlowBlock _block = FlowBlock.Of(request.Tasks);
    private readonly ImmutableHashSet<string> _staying = StayingRecipes.Of(FlowBlock.Of(request.Tasks));
    private readonly Lock _gate = new();
    private readonly List<(OphidiaTask Task, TaskOutcome Outcome)> _ended = [];
    private int _whole = request.Tasks.Length;
    private int _done;
    private volatile bool _isEnding;
    private volatile bool _hasFailed;

    /// <summary>How the request ended.</summary>
    public string State => stop.IsCancellationRequested && !_hasFailed ? TaskStateName.Of(TaskState.Aborted)
        : TaskStateName.Of(_hasFailed ? TaskState.Error : TaskState.Completed);

    /// <summary>The tasks that were carried out, with what came of them.</summary>
    public IReadOnlyList<(OphidiaTask Task, TaskOutcome Outcome)> Ended => _ended;

    /// <summary>Whether one task is the whole answer: it takes the request's own number.</summary>
    public bool IsDirect { get; init; }

    /// <summary>Carries everything out; what goes wrong with tasks stands in their lines.</summary>
    public Task<ImmutableArray<TaskLine>> RunAsync() => BlockAsync(_block, new FlowScope(null, parts.Variables), [], "");

    private async Task<ImmutableArray<TaskLine>> BlockAsync(FlowBlock block, FlowScope scope, ImmutableArray<int> place, string turn)
    {
        var runs = new Task<ImmutableArray<TaskLine>>[block.Nodes.Length];
        for (var i = 0; i < runs.Length; i++)
        {
            runs[i] = NodeAsync(block.Nodes[i], scope, place.Add(i), turn, [.. block.Nodes[i].Before.Select(before => runs[before])]);
        }

        return [.. (await Task.WhenAll(runs)).SelectMany(static lines => lines)];
    }

    private async Task<ImmutableArray<TaskLine>> NodeAsync(
        FlowNode node, FlowScope scope, ImmutableArray<int> place, string turn, Task[] before)
    {
        await Task.WhenAll(before);

        // Long chains that end at once would otherwise pile up on one stack.
        await Task.Yield();
        return node switch
        {
            FlowLoop loop => await LoopAsync(loop, scope, place, turn),
            FlowChoice choice => await ChoiceAsync(choice, scope, place, turn),
            _ => [await TaskAsync(((FlowTask)node).Task, scope, place, turn)],
        };
    }

    private async Task<ImmutableArray<TaskLine>> LoopAsync(FlowLoop loop, FlowScope scope, ImmutableArray<int> place, string turn)
    {
        var turns = ImmutableArray<OphidiaVariable>.Empty;
        var key = "";
        var opening = await StepAsync(loop.Opening, scope, place, turn, task =>
        {
            var arguments = new OphidiaArguments(FlowManuals.For, task);
            key = VariableText.Bare(arguments["key"]);
            turns = VariableText.IsName(key) ? LoopTurns.Of(arguments["values"], arguments["counter"]) : throw arguments.Bad("key", $"is '{key}'; names consist of letters, digits and underscores");
            return arguments.IsYes("parallel");
        });
        if (opening.Result.State is not TaskState.Completed)
        {
            return [opening.Line, .. LeaveOut(loop.Body.Tasks.Append(loop.Closing), scope, opening.Result.State is TaskState.Unselected ? TaskState.Unselected : TaskState.Aborted, turn)];
        }

        Interlocked.Add(ref _whole, (turns.Length - 1) * loop.Body.Tasks.Count());
        var scopes = new FlowScope[turns.Length];
        var lines = new Task<ImmutableArray<TaskLine>>[turns.Length];
        for (var i = 0; i < turns.Length; i++)
        {
            var within = place.Add(i);
            var start = (opening.IsChosen || i == 0 ? opening.Result.Variables : scopes[i - 1].End).SetItem(key, new FlowVariable(turns[i], within));
            scopes[i] = new FlowScope(scope, start);
            scopes[i].Put(loop.Opening.Name, opening.Result with { Variables = start });
            lines[i] = BlockAsync(loop.Body, scopes[i], within, string.Create(CultureInfo.InvariantCulture, $"{turn} ({i + 1})"));
            if (!opening.IsChosen)
            {
                await lines[i];
            }
        }

        var all = await Task.WhenAll(lines);
        foreach (var task in loop.Body.Tasks)
        {
            scope.Put(task.Name, Together(scopes.Select(one => one.Own(task.Name)!), opening.Result));
        }

        var closing = await ClosingAsync(loop.Closing, scope, place, turn, []);
        return [opening.Line, .. all.SelectMany(static one => one), closing];
    }

    private async Task<ImmutableArray<TaskLine>> ChoiceAsync(FlowChoice choice, FlowScope scope, ImmutableArray<int> place, string turn)
    {
        var lines = ImmutableArray.CreateBuilder<TaskLine>();
        var (isOver, state) = (false, TaskState.Unselected);
        var forwarded = ImmutableArray<string>.Empty;
        for (var i = 0; i < choice.Branches.Length; i++)
        {
            var (opening, body) = choice.Branches[i];
            if (isOver)
            {
                lines.AddRange(LeaveOut(body.Tasks.Prepend(opening), scope, state, turn));
                continue;
            }

            var step = await StepAsync(opening, scope, place.Add(i), turn, task => Holds(task, ref forwarded));
            lines.Add(step.Line);
            (isOver, state) = step.Result.State is TaskState.Completed ? (step.IsChosen, TaskState.Unselected)
                : (true, step.Result.State is TaskState.Unselected ? TaskState.Unselected : TaskState.Aborted);
            if (isOver && step.Result.State is TaskState.Completed)
            {
                forwarded = [];
                lines.AddRange(await BlockAsync(body, scope, place.Add(i), turn));
            }
            else
            {
                lines.AddRange(LeaveOut(body.Tasks, scope, state, turn));
            }
        }

        lines.Add(await ClosingAsync(choice.Closing, scope, place, turn, forwarded));
        return lines.ToImmutable();
    }

    /// <summary>Whether a branch is taken. What came to the <c>oph_if</c> goes on from the <c>oph_endif</c> if no branch is, where it says so.</summary>
    private static bool Holds(OphidiaTask task, ref ImmutableArray<string> forwarded)
    {
        if (task.Operator is FlowOperators.Else)
        {
            return true;
        }

        var arguments = new OphidiaArguments(task.Operator is FlowOperators.If ? FlowManuals.If : FlowManuals.ElseIf, task);
        if (task.Operator is FlowOperators.If && arguments.IsYes("forward"))
        {
            forwarded = Cubes(task);
        }

        return OphidiaExpression.IsTrue(arguments["condition"]);
    }

    /// <summary>Carries out a task that opens a loop or a branch; it hands on the cubes it is given.</summary>
    private async Task<(TaskLine Line, FlowResult Result, bool IsChosen)> StepAsync(
        OphidiaTask task, FlowScope scope, ImmutableArray<int> place, string turn, Func<OphidiaTask, bool> choose)
    {
        var isChosen = false;
        var line = await TaskAsync(task, scope, place, turn, (ready, _, _) =>
        {
            isChosen = choose(ready);
            return Task.FromResult(new TaskOutcome(TaskState.Completed) { Answer = new OphidiaAnswer([]) { Cubes = Cubes(ready) } });
        });
        return (line, scope.Find(task.Name), isChosen);
    }

    private Task<TaskLine> ClosingAsync(OphidiaTask task, FlowScope scope, ImmutableArray<int> place, string turn, ImmutableArray<string> forwarded)
    {
        var cubes = task.Dependencies
            .Where(static dependency => dependency.Kind is not DependencyKind.Embedded)
            .SelectMany(dependency => scope.Find(dependency.Task).Cubes)
            .Concat(forwarded)
            .ToImmutableArray();
        var plain = task with { Dependencies = [.. task.Dependencies.Select(static dependency => dependency with { Kind = DependencyKind.Embedded })] };
        return TaskAsync(plain, scope, place.Add(int.MaxValue), turn, (_, _, _) => Task.FromResult(new TaskOutcome(TaskState.Completed) { Answer = new OphidiaAnswer([]) { Cubes = cubes } }));
    }

    private static ImmutableArray<string> Cubes(OphidiaTask task) => task["cube"] is { } cube and not ("" or "-") ? [.. cube.Split('|')] : [];

    /// <summary>One task; <paramref name="instead"/> does its work where that is not an operator's.</summary>
    private async Task<TaskLine> TaskAsync(
        OphidiaTask task, FlowScope scope, ImmutableArray<int> place, string turn,
        Func<OphidiaTask, long, CancellationToken, Task<TaskOutcome>>? instead = null)
    {
        var name = task.Name + turn;
        var before = task.Dependencies.Select(dependency => scope.Find(dependency.Task)).ToArray();
        var variables = FlowVariable.Merge(scope.Start, before.Select(static result => result.Variables));
        var line = new TaskLine(0, name, TaskState.Aborted);
        var outcome = new TaskOutcome(TaskState.Aborted);
        if (request.Done.TryGetValue(name, out var known))
        {
            outcome = new TaskOutcome(TaskState.Completed) { Answer = new OphidiaAnswer([]) { Cubes = known } };
            line = line with { State = TaskState.Completed, Output = string.Join('|', known) };
        }
        else if (!_isEnding && !stop.IsCancellationRequested && !before.Any(static result => result.IsFailed))
        {
            (outcome, line) = await WorkAsync(task, name, before, variables, instead);
            (outcome, line) = Judge(task, outcome, line);
        }

        var own = outcome.Variables.Select(pair => KeyValuePair.Create(pair.Key, new FlowVariable(pair.Value, place)));
        scope.Put(task.Name, new FlowResult(outcome.State, variables.SetItems(own)) { Cubes = outcome.Answer.Cubes, Results = outcome.Answer.Results });
        Count(task, outcome);
        return line;
    }

    private async Task<(TaskOutcome Outcome, TaskLine Line)> WorkAsync(
        OphidiaTask task, string name, FlowResult[] before, ImmutableDictionary<string, FlowVariable> variables,
        Func<OphidiaTask, long, CancellationToken, Task<TaskOutcome>>? instead)
    {
        var number = IsDirect ? parts.Live.Marker : 0;
        var begin = parts.Clock.GetUtcNow();
        var (input, manual) = ("", parts.Operators.Find(task.Operator).Manual);
        var outcome = await TaskExecution.GuardedAsync(
            async () =>
            {
                var isChecked = !task.IsRun && instead is null;
                var feed = TaskFeed.Of(task, await TakenAsync(task, before, variables, isChecked));
                number = number > 0 ? number : await parts.Journal.BeginTaskAsync(visit, parts.Live.Marker, name, manual.Name, stop.Token);
                feed = feed with { Task = Replaced(feed.Task, Names(task, variables, number)) };
                input = feed.Task["cube"] ?? feed.Task["cubes"] ?? feed.Task["src_path"] ?? "";
                return instead is not null ? await instead(feed.Task, number, stop.Token)
                    : isChecked ? Checked(manual, feed.Task)
                    : FlowOperators.Contains(manual.Name) ? await parts.Steps.RunAsync(feed.Task, visit, name, stop.Token)
                    : await parts.Execution.RunAsync(Slip(feed, number), stop.Token);
            },
            manual.IsManagement,
            stop.Token);
        if (number > 0 && !IsDirect)
        {
            await parts.Journal.EndTaskAsync(visit, number, TaskStateName.Of(outcome.State), CancellationToken.None);
        }

        outcome = outcome with { Remark = UnknownArguments.Remark(manual, task) };
        var line = new TaskLine(number, name, outcome.State)
        {
            IsMassive = outcome.IsMassive,
            Input = input,
            Output = string.Join('|', outcome.Answer.Cubes),
            Begin = begin,
            End = parts.Clock.GetUtcNow(),
            Message = $"{outcome.Message} {outcome.Remark}".Trim(),
        };
        return (outcome, line);
    }

    /// <summary>What a dependency brings; a task that is only checked is given something in place of what was not made.</summary>
    private static ImmutableArray<string> Taken(OphidiaDependency dependency, FlowResult result, bool isChecked) =>
        isChecked && dependency.Kind is not DependencyKind.Embedded ? ["-"] : result.Output(dependency.OutputArgument);

    private static TaskOutcome Checked(OphidiaManual manual, OphidiaTask task)
    {
        _ = new OphidiaArguments(manual, task);
        return new TaskOutcome(TaskState.Unselected);
    }

    private TaskOrderSlip Slip(TaskFeed feed, long number) => new(feed.Task, visit, number)
    {
        Spread = feed.Spread,
        MayStayRecipe = !IsDirect && _staying.Contains(feed.Task.Name),
        Report = IsDirect ? share => parts.Journal.Report(visit, share) : static _ => { },
    };

    /// <summary>What the task's policy makes of a fault, for itself and for the others.</summary>
    private (TaskOutcome Outcome, TaskLine Line) Judge(OphidiaTask task, TaskOutcome outcome, TaskLine line)
    {
        if (outcome.State is not (TaskState.Error or TaskState.Expired))
        {
            return (outcome, line);
        }

        switch (ErrorPolicy.Parse(task.OnError).Kind)
        {
            case ErrorPolicyKind.Skip:
                return (outcome with { State = TaskState.Skipped }, line with { State = TaskState.Skipped });
            case ErrorPolicyKind.Continue:
                break;
            case ErrorPolicyKind.Abort:
                (_hasFailed, _isEnding) = (true, true);
                stop.Cancel();
                break;
            default:
                (_hasFailed, _isEnding) = (true, true);
                break;
        }

        return (outcome, line);
    }

    private Dictionary<string, OphidiaVariable> Names(OphidiaTask task, ImmutableDictionary<string, FlowVariable> variables, long number)
    {
        var names = variables.ToDictionary(static pair => pair.Key, static pair => pair.Value.Value, StringComparer.Ordinal);
        foreach (var (key, value) in task.Variables.Concat(parts.Live.Given))
        {
            names[key] = value;
        }

        names["OPH_MARKER_ID"] = new OphidiaVariable(number.ToString(CultureInfo.InvariantCulture), number);
        return names;
    }

    /// <summary>What the dependencies bring, filters carried out.</summary>
    private async Task<ImmutableArray<string>[]> TakenAsync(OphidiaTask task, FlowResult[] before, ImmutableDictionary<string, FlowVariable> variables, bool isChecked)
    {
        var taken = new ImmutableArray<string>[before.Length];
        for (var i = 0; i < taken.Length; i++)
        {
            var dependency = task.Dependencies[i];
            taken[i] = Taken(dependency, before[i], isChecked);
            if (dependency.Filter.Length > 0 && dependency.Kind is not DependencyKind.Embedded && !isChecked)
            {
                taken[i] = await parts.Outputs.FilterAsync(VariableText.Replace(dependency.Filter, Names(task, variables, 0)), dependency, taken[i], visit, stop.Token);
            }
        }

        return taken;
    }

    private static OphidiaTask Replaced(OphidiaTask task, Dictionary<string, OphidiaVariable> names) =>
        task with { Arguments = [.. task.Arguments.Select(pair => (pair.Key, VariableText.Replace(pair.Value, names)))] };

    private List<TaskLine> LeaveOut(IEnumerable<OphidiaTask> tasks, FlowScope scope, TaskState state, string turn)
    {
        var lines = new List<TaskLine>();
        foreach (var task in tasks)
        {
            scope.Put(task.Name, new FlowResult(state, scope.Start));
            Count(task, new TaskOutcome(state));
            lines.Add(new TaskLine(0, task.Name + turn, state));
        }

        return lines;
    }

    /// <summary>What comes after a loop sees the outputs of all turns, in the order of turns; those that failed and were passed over are missing.</summary>
    private static FlowResult Together(IEnumerable<FlowResult> turns, FlowResult opening)
    {
        var all = turns.ToArray();
        var good = all.Where(static result => !result.IsFailed).ToArray();
        return new FlowResult(good.Length == 0 ? all[0].State : good[0].State, FlowVariable.Merge(opening.Variables, all.Select(static result => result.Variables)))
        {
            Cubes = [.. good.SelectMany(static result => result.Cubes)],
            Results = good.Length == 0 ? all[0].Results : good[^1].Results,
        };
    }

    private void Count(OphidiaTask task, TaskOutcome outcome)
    {
        lock (_gate)
        {
            _ended.Add((task, outcome));
            _done++;
        }

        if (!IsDirect)
        {
            parts.Journal.Report(visit, Math.Min(1, (double)_done / Math.Max(1, Volatile.Read(ref _whole))));
        }
    }
}
