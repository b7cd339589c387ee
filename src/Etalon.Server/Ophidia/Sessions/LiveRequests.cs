using System.Collections.Concurrent;
using System.Globalization;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>All requests that are being carried out.</summary>
internal sealed class LiveRequests
{
    /// <summary>More than this at once is a mistake of somebody's.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<(string Session, long Workflow), LiveRequest> _live = new();

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<LiveRequest> All => [.. _live.Values];

    /// <summary>Notes a request.</summary>
    /// <exception cref="OphidiaException">There are too many (6).</exception>
    public LiveRequest Begin(OphidiaVisit visit, long marker, CancellationToken gone)
    {
        if (_live.Count >= Most)
        {
            throw new OphidiaException(OphidiaError.System, $"{Most} requests are being carried out already; wait until some have ended.");
        }

        var live = new LiveRequest(visit.Session.Code, visit.Workflow, marker, CancellationTokenSource.CreateLinkedTokenSource(gone));
        _live[(live.Session, live.Workflow)] = live;
        return live;
    }

    /// <summary>The request, or null if it has ended.</summary>
    public LiveRequest? Find(string session, long workflow) => _live.GetValueOrDefault((session, workflow));

    /// <summary>A request of the same session.</summary>
    /// <exception cref="RefusalException"><c>no-such-request</c>: it has ended, or never was.</exception>
    public LiveRequest Get(OphidiaVisit visit, long workflow) => Find(visit.Session.Code, workflow) ?? throw new RefusalException(
        "no-such-request",
        string.Create(CultureInfo.InvariantCulture, $"No request {workflow} is under way in this session."),
        "'oph_resume' lists requests with their numbers.",
        RefusalKind.Missing);

    /// <summary>Forgets a request.</summary>
    public void End(LiveRequest live)
    {
        if (_live.TryRemove((live.Session, live.Workflow), out _))
        {
            live.Release();
        }
    }

    /// <summary>Stops all, and waits until they have.</summary>
    public async Task StopAsync(TimeSpan limit)
    {
        var all = All;
        foreach (var live in all)
        {
            await live.StopAsync();
        }

        await Task.WhenAny(Task.WhenAll(all.Select(live => live.Work)), Task.Delay(limit));
    }
}
