using System.Runtime.ExceptionServices;

namespace Etalon.Engine;

/// <summary>Runs the same body on several threads and waits for all; the first failure stops the others and is thrown.</summary>
internal static class WorkerTeam
{
    /// <summary>Runs <paramref name="body"/> with worker numbers 0 to <paramref name="workers"/> − 1; one worker runs right here.</summary>
    public static void Run(int workers, Action<int, CancellationToken> body, CancellationToken cancellation)
    {
        if (workers <= 1)
        {
            body(0, cancellation);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Exception? first = null;
        var threads = new Thread[workers - 1];
        for (var i = 0; i < threads.Length; i++)
        {
            var number = i + 1;
            threads[i] = new Thread(() => Guarded(number)) { IsBackground = true, Name = $"block worker {number}" };
            threads[i].Start();
        }

        // Starting a thread waits until it runs: with all of them at work already, on as many cores, that took 4 ms.
        Guarded(0);
        foreach (var thread in threads)
        {
            thread.Join();
        }

        if (first is not null)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        void Guarded(int number)
        {
            try
            {
                body(number, stop.Token);
            }
#pragma warning disable CA1031 // the failure is thrown again on the calling thread, above
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref first, failure, comparand: null);
                stop.Cancel();
            }
        }
    }
}
