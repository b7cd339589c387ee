namespace Etalon.Engine;

/// <summary>One thread of <see cref="ParkedThreads"/>: works, waits, works again, and ends when nothing more comes.</summary>
internal sealed class ParkedThread(Action first)
{
    private readonly object _gate = new();
    private Action? _work = first;

    /// <summary>Starts the thread with its first piece of work.</summary>
    public void Start() => new Thread(Live) { IsBackground = true, Name = "etalon work" }.Start();

    /// <summary>Gives the waiting thread its next piece of work.</summary>
    public void Wake(Action work)
    {
        lock (_gate)
        {
            _work = work;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>The work it was given, which may take a while to come; null when none came.</summary>
    public Action? Take(TimeSpan patience)
    {
        lock (_gate)
        {
            if (_work is null && patience > TimeSpan.Zero)
            {
                _ = Monitor.Wait(_gate, patience);
            }

            (var work, _work) = (_work, null);
            return work;
        }
    }

    private void Live()
    {
        for (var work = Take(TimeSpan.Zero); work is not null; work = ParkedThreads.Await(this))
        {
            work();
        }
    }
}
