using System.Collections.Concurrent;
using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>A request under way, as others see it.</summary>
internal sealed class LiveRequest
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Variables set from outside.</summary>
    public ConcurrentDictionary<string, OphidiaVariable> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Waits until somebody says how to go on: true to continue, false to give up.</summary>
    public async Task<bool> WaitAsync(string task, CancellationToken cancellation)
    {
        var answer = _waiting.GetOrAdd(task, static _ => new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            return await answer.Task.WaitAsync(cancellation);
        }
        finally
        {
            _waiting.TryRemove(task, out _);
        }
    }

    /// <summary>Sets variables, and says to a task that waits how to go on: <c>continue</c>, <c>abort</c>; <c>wait</c> lets it wait.</summary>
    /// <exception cref="RefusalException"><c>nobody-waits</c>: no such task waits.</exception>
    public void Answer(string task, string action, ImmutableDictionary<string, OphidiaVariable> variables)
    {
        var names = _waiting.Keys.Order(StringComparer.Ordinal).ToArray();
        var name = names is [var only] && task is "Task 0" ? only : task;
        if (!_waiting.TryGetValue(name, out var answer))
        {
            throw new RefusalException(
                "nobody-waits", $"The task '{name}' does not wait.", names.Length == 0 ? "No task of that request waits now." : $"These wait: {string.Join(", ", names)}.", RefusalKind.Missing);
        }

        foreach (var (key, variable) in variables)
        {
            Given[key] = variable;
        }

        if (action is not "wait")
        {
            answer.TrySetResult(action is "continue");
        }
    }
}
