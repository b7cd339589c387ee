using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Finds the blocks among tasks.</summary>
internal sealed class FlowReading
{
    /// <summary>More would make finding them slow, and no one could read them.</summary>
    private const int MostBlocks = 1000;

    private readonly ImmutableArray<OphidiaTask> _tasks;
    private readonly Dictionary<string, int> _places;
    private readonly ImmutableArray<int> _order;

    /// <summary>The tasks that open a block or begin a branch, and lie before a task.</summary>
    private readonly HashSet<int>[] _begun;

    /// <summary>The tasks that open a block which is closed before a task.</summary>
    private readonly HashSet<int>[] _closed;

    /// <summary>Where a task lies: the branches (or loops) around it, outermost first. Tasks that open, divide and close a block lie around it.</summary>
    private readonly ImmutableArray<int>[] _around;

    /// <summary>The task that opens the block which a task opens, divides or closes; -1 for all others.</summary>
    private readonly int[] _opener;

    public FlowReading(ImmutableArray<OphidiaTask> tasks)
    {
        (_tasks, _places, _order) = (tasks, TaskOrder.Places(tasks), TaskOrder.Of(tasks));
        (_begun, _closed, _around, _opener) = (new HashSet<int>[tasks.Length], new HashSet<int>[tasks.Length], new ImmutableArray<int>[tasks.Length], new int[tasks.Length]);
        if (tasks.Count(static task => FlowOperators.IsBlock(task.Operator)) > 2 * MostBlocks)
        {
            throw Bad($"it has more than {MostBlocks} loops and choices");
        }
    }

    public FlowBlock Read()
    {
        foreach (var task in _order)
        {
            Place(task);
        }

        var open = _order.FirstOrDefault(task => _opener[task] == task && !_order.Any(other => IsClosing(other) && _opener[other] == task), -1);
        if (open >= 0)
        {
            throw Bad($"'{_tasks[open].Name}' is never closed; an {(Is(open, FlowOperators.For) ? FlowOperators.EndFor : FlowOperators.EndIf)} has to depend on what lies within");
        }

        foreach (var task in _order)
        {
            CheckBranches(task);
        }

        return Block(-1);
    }

    private bool Is(int task, string name) => string.Equals(_tasks[task].Operator, name, StringComparison.Ordinal);

    private bool IsClosing(int task) => _tasks[task].Operator is FlowOperators.EndFor or FlowOperators.EndIf;

    private void Place(int task)
    {
        var before = TaskOrder.Before(_tasks[task], _places).ToArray();
        var begun = before.SelectMany(other => _begun[other]).ToHashSet();
        var closed = before.SelectMany(other => _closed[other]).ToHashSet();
        begun.UnionWith(before.Where(other => _tasks[other].Operator is FlowOperators.For or FlowOperators.If or FlowOperators.ElseIf or FlowOperators.Else));
        closed.UnionWith(before.Where(IsClosing).Select(other => _opener[other]));
        (_begun[task], _closed[task]) = (begun, closed);
        var around = Around(task, begun.Where(other => !closed.Contains(_opener[other])));
        switch (_tasks[task].Operator)
        {
            case FlowOperators.For or FlowOperators.If:
                (_opener[task], _around[task]) = (task, around);
                break;
            case FlowOperators.EndFor:
                Leave(task, around, "for", FlowOperators.For);
                break;
            case FlowOperators.ElseIf or FlowOperators.Else or FlowOperators.EndIf:
                Leave(task, around, "if", FlowOperators.If);
                break;
            default:
                (_opener[task], _around[task]) = (-1, around);
                break;
        }
    }

    /// <summary>One branch of each open block, outermost first; each must lie within the one before.</summary>
    private ImmutableArray<int> Around(int task, IEnumerable<int> open)
    {
        var branches = open.GroupBy(other => _opener[other])
            .Select(block => block.MaxBy(Rank))
            .OrderBy(branch => _around[branch].Length)
            .ToImmutableArray();
        for (var i = 0; i < branches.Length; i++)
        {
            if (!_around[branches[i]].SequenceEqual(branches.Take(i)))
            {
                throw Bad($"task '{_tasks[task].Name}' lies in '{_tasks[branches[i]].Name}' and in another block that is not around it; close one of them before");
            }
        }

        return branches;
    }

    /// <summary>The branches of a choice in their order: as tasks are ordered, the last alternative at the end.</summary>
    private (int IsElse, int Place) Rank(int branch) =>
        (_tasks[branch].Operator is FlowOperators.Else ? 1 : 0, _opener[branch] == branch ? -1 : _order.IndexOf(branch));

    private void Leave(int task, ImmutableArray<int> around, string what, string opening)
    {
        var name = _tasks[task].Name;
        if (around.IsEmpty || !Is(_opener[around[^1]], opening))
        {
            throw Bad($"'{name}' closes or divides an '{what}', but depends on none that is open{(around.IsEmpty ? "" : $"; the innermost open block is '{_tasks[_opener[around[^1]]].Name}'")}");
        }

        (_opener[task], _around[task]) = (_opener[around[^1]], around[..^1]);
        var isElse = _tasks[task].Operator is FlowOperators.Else;
        if ((IsClosing(task) || isElse) && _order.TakeWhile(other => other != task).FirstOrDefault(other => _opener[other] == _opener[task] && Is(other, _tasks[task].Operator), -1) is var twin and >= 0)
        {
            throw Bad($"'{name}' and '{_tasks[twin].Name}' belong to the same '{_tasks[_opener[task]].Name}'");
        }
    }

    /// <summary>No task takes anything from another branch of the choice in which it lies itself.</summary>
    private void CheckBranches(int task)
    {
        foreach (var before in TaskOrder.Before(_tasks[task], _places))
        {
            var (mine, other) = (_around[task], _around[before]);
            var common = mine.Zip(other).TakeWhile(static pair => pair.First == pair.Second).Count();
            if (common < mine.Length && common < other.Length && _opener[mine[common]] == _opener[other[common]])
            {
                throw Bad($"task '{_tasks[task].Name}' depends on '{_tasks[before].Name}', which lies in another branch of '{_tasks[_opener[mine[common]]].Name}': only one of them is carried out");
            }
        }
    }

    /// <summary>The block of a branch, or of everything (-1).</summary>
    private FlowBlock Block(int branch)
    {
        var heads = _order.Where(task => (_opener[task] < 0 || _opener[task] == task) && (_around[task].IsEmpty ? -1 : _around[task][^1]) == branch).ToArray();
        var places = heads.Select(static (task, i) => (task, i)).ToDictionary(static pair => pair.task, static pair => pair.i);
        var depth = branch < 0 ? 0 : _around[branch].Length + 1;
        var before = heads.Select(static _ => new SortedSet<int>()).ToArray();
        foreach (var task in _order)
        {
            if (Head(task, branch, depth) is { } head)
            {
                before[places[head]].UnionWith(
                    TaskOrder.Before(_tasks[task], _places).Select(other => Head(other, branch, depth)).Where(other => other is not null && other != head).Select(other => places[other!.Value]));
            }
        }

        return new FlowBlock(Sorted([.. heads.Select((task, i) => Node(task) with { Before = [.. before[i]] })]));
    }

    /// <summary>The node of a block in which a task lies, by the task that opens it; null for tasks outside of the block.</summary>
    private int? Head(int task, int branch, int depth)
    {
        var around = _around[task];
        if (branch >= 0 && (around.Length < depth || around[depth - 1] != branch))
        {
            return null;
        }

        return around.Length > depth ? _opener[around[depth]] : _opener[task] >= 0 ? _opener[task] : task;
    }

    private FlowNode Node(int head) => _tasks[head].Operator switch
    {
        FlowOperators.For => new FlowLoop(_tasks[head], Block(head), _tasks[Closing(head)]),
        FlowOperators.If => new FlowChoice(
            [.. _order.Where(task => _opener[task] == head && !IsClosing(task)).OrderBy(Rank).Select(branch => (_tasks[branch], Block(branch)))], _tasks[Closing(head)]),
        _ => new FlowTask(_tasks[head]),
    };

    private int Closing(int head) => _order.First(task => IsClosing(task) && _opener[task] == head);

    /// <summary>Nodes in an order in which they can be carried out: a block may wait for more than the task that opens it does.</summary>
    private static ImmutableArray<FlowNode> Sorted(ImmutableArray<FlowNode> nodes)
    {
        var order = TaskOrder.Of([.. nodes.Select(static (node, i) => new OphidiaTask(Key(i), "", [], [.. node.Before.Select(static before => new OphidiaDependency(Key(before), DependencyKind.Embedded))]))]);
        var places = order.Select(static (from, to) => (from, to)).ToDictionary(static pair => pair.from, static pair => pair.to);
        return [.. order.Select(from => nodes[from] with { Before = [.. nodes[from].Before.Select(before => places[before]).Order()] })];
    }

    private static string Key(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static OphidiaException Bad(string why) => new(OphidiaError.Parameter, $"The request is not understood: {why}.");
}
