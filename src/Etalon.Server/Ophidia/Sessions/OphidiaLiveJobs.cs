using System.Collections.Concurrent;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>All requests that are being carried out, to be looked at and stopped.</summary>
internal sealed class OphidiaLiveJobs
{
    /// <summary>More than this at once is a mistake of somebody's.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(string Session, long Workflow), OphidiaLiveJob> _jobs = new();

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<OphidiaLiveJob> All => [.. _jobs.Values];

    /// <summary>Notes a request.</summary>
    /// <exception cref="OphidiaException">There are too many (6).</exception>
    public OphidiaLiveJob Begin(OphidiaVisit visit, long marker, CancellationToken gone)
    {
        if (_jobs.Count >= Most)
        {
            throw new OphidiaException(OphidiaError.System, $"{Most} requests are being carried out already; wait until some have ended.");
        }

        var job = new OphidiaLiveJob(visit.Session.Code, visit.Workflow, marker, CancellationTokenSource.CreateLinkedTokenSource(gone));
        _jobs[(job.Session, job.Workflow)] = job;
        return job;
    }

    /// <summary>The request, or null if it has ended.</summary>
    public OphidiaLiveJob? Find(string session, long workflow) => _jobs.GetValueOrDefault((session, workflow));

    /// <summary>Forgets a request.</summary>
    public void End(OphidiaLiveJob job)
    {
        if (_jobs.TryRemove((job.Session, job.Workflow), out _))
        {
            job.Release();
        }
    }

    /// <summary>Stops all, and waits until they have.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        var jobs = All;
        foreach (var job in jobs)
        {
            await job.StopAsync();
        }

        await Task.WhenAny(Task.WhenAll(jobs.Select(job => job.Work)), Task.Delay(limit));
    }
}
