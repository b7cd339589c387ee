namespace Etalon.Engine;

/// <summary>Threads that wait for the next piece of work instead of ending. Thread-safe.</summary>
/// <remarks>
/// Starting a thread waits until the new one runs with all of its stack: 1 to 4 ms measured, as long as a small run takes. Waking
/// one that waits takes 0.05 ms. The pool of the runtime is not used: it holds back when as many run as there are processors.
/// </remarks>
public static class ParkedThreads
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Lock Gate = new();
    private static readonly LinkedList<ParkedThread> Waiting = new();

    /// <summary>Runs a piece of work on a thread of its own, at once.</summary>
    /// <param name="work">Must not throw: nobody would hear of it, so it ends the process.</param>
    public static void Start(Action work)
    {
        lock (Gate)
        {
            if (Waiting.Last is { } parked)
            {
                // The one that has waited least: its stack is most likely still in a cache.
                Waiting.RemoveLast();
                parked.Value.Wake(work);
                return;
            }
        }

        new ParkedThread(work).Start();
    }

    /// <summary>Waits for work on behalf of a thread that has none; null when it has waited for long enough.</summary>
    internal static Action? Await(ParkedThread thread)
    {
        lock (Gate)
        {
            Waiting.AddLast(thread);
        }

        if (thread.Take(Patience) is { } work)
        {
            return work;
        }

        lock (Gate)
        {
            // Work may have come between the end of the waiting and here.
            if (thread.Take(TimeSpan.Zero) is { } late)
            {
                return late;
            }

            Waiting.Remove(thread);
            return null;
        }
    }
}
