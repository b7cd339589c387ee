using System.Collections.Concurrent;

namespace Etalon.Engine.Tests;

public sealed class ParkedThreadsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public void All_pieces_of_work_run_beside_each_other_however_many_there_are()
    {
        const int count = 32;
        using var together = new Barrier(count);
        using var done = new CountdownEvent(count);
        var met = 0;
        for (var i = 0; i < count; i++)
        {
            ParkedThreads.Start(() =>
            {
                if (together.SignalAndWait(Limit))
                {
                    Interlocked.Increment(ref met);
                }

                done.Signal();
            });
        }

        Assert.True(done.Wait(Limit), "Some work was never done.");
        Assert.Equal(count, met);
    }

    [Fact]
    public void A_thread_that_has_finished_takes_the_next_piece()
    {
        var threads = new ConcurrentDictionary<int, int>();
        for (var i = 0; i < 200; i++)
        {
            using var done = new ManualResetEventSlim();
            ParkedThreads.Start(() =>
            {
                threads.AddOrUpdate(Environment.CurrentManagedThreadId, 1, static (_, count) => count + 1);
                done.Set();
            });
            Assert.True(done.Wait(Limit), "The work was never done.");
        }

        // Other tests use the same threads at the same time, and work may come before the thread has gone back to wait.
        Assert.InRange(threads.Count, 1, 100);
    }

    [Fact]
    public void No_work_is_lost_when_it_comes_from_everywhere_at_once()
    {
        const int starters = 4;
        const int each = 500;
        using var done = new CountdownEvent(starters * each);
        Parallel.For(0, starters, _ =>
        {
            for (var i = 0; i < each; i++)
            {
                ParkedThreads.Start(() => done.Signal());
            }
        });

        Assert.True(done.Wait(Limit), $"{done.CurrentCount} pieces of work were never done.");
    }
}
