using System.Collections.Concurrent;
using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>A request that is being carried out: others look at it, stop it, set its variables and end its waiting.</summary>
internal sealed class LiveRequest(string session, long workflow, long marker, CancellationTokenSource stop)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<bool>> _waiting = new(StringComparer.Ordinal);

    /// <summary>The session.</summary>
    public string Session => session;

    /// <summary>The request's number.</summary>
    public long Workflow => workflow;

    /// <summary>The number of its job.</summary>
    public long Marker => marker;

    /// <summary>Cancelled by <c>oph_cancel</c>, by the server's end, and for those who wait by their going.</summary>
    public CancellationToken Cancellation { get; } = stop.Token;

    /// <summary>How far it is, from 0 to 1.</summary>
    public double Progress { get; set; }

    /// <summary>What is done in the background; done already for those who wait.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Variables set from outside.</summary>
    public ConcurrentDictionary<string, OphidiaVariable> Given { get; } = new(StringComparer.Ordinal);

    /// <summary>Stops it; one that has just ended is left alone.</summary>
    public async Task StopAsync()
    {
        try
        {
            await stop.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // It has ended meanwhile.
        }
    }

    /// <summary>Frees what the cancellation holds.</summary>
    public void Release() => stop.Dispose();

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
