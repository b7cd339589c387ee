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
        using var others = new CountdownEvent(workers - 1);
        Exception? first = null;
        for (var i = 1; i < workers; i++)
        {
            var number = i;
            ParkedThreads.Start(() =>
            {
                Guarded(number);
                others.Signal();
            });
        }

        Guarded(0);
        others.Wait(CancellationToken.None);
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
