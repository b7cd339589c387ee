using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Etalon.Server;

/// <summary>The results of tasks that others can see: those of the same turn of a loop, and of what is around it.</summary>
/// <param name="parent">What is around.</param>
/// <param name="start">What names stand for at the beginning.</param>
internal sealed class FlowScope(FlowScope? parent, ImmutableDictionary<string, FlowVariable> start)
{
    private readonly ConcurrentDictionary<string, FlowResult> _results = new(StringComparer.Ordinal);

    /// <summary>What names stand for at the beginning.</summary>
    public ImmutableDictionary<string, FlowVariable> Start => start;

    /// <summary>What names stand for once all of its tasks are done.</summary>
    public ImmutableDictionary<string, FlowVariable> End => FlowVariable.Merge(start, _results.Values.Select(static result => result.Variables));

    /// <summary>The result of a task that has ended.</summary>
    public FlowResult Find(string task) =>
        Own(task) ?? parent?.Find(task) ?? throw new InvalidOperationException($"Task '{task}' has not ended, though another one comes after it.");

    /// <summary>The result of a task of this turn, or null.</summary>
    public FlowResult? Own(string task) => _results.GetValueOrDefault(task);

    /// <summary>Notes a result.</summary>
    public void Put(string task, FlowResult result) => _results[task] = result;
}
