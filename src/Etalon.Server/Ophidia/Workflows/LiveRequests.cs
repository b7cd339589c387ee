using System.Collections.Concurrent;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>The requests under way, so that others of the same session can set their variables and end their waiting.</summary>
internal sealed class LiveRequests
{
    private readonly ConcurrentDictionary<(string Session, long Workflow), LiveRequest> _live = new();

    /// <summary>Makes a request known.</summary>
    public LiveRequest Enter(OphidiaVisit visit) => _live.GetOrAdd((visit.Session.Code, visit.Workflow), static _ => new LiveRequest());

    /// <summary>Forgets it.</summary>
    public void Leave(OphidiaVisit visit) => _live.TryRemove((visit.Session.Code, visit.Workflow), out _);

    /// <summary>A request of the same session.</summary>
    /// <exception cref="RefusalException"><c>no-such-request</c>: it has ended, or never was.</exception>
    public LiveRequest Find(OphidiaVisit visit, long workflow) => _live.TryGetValue((visit.Session.Code, workflow), out var live)
        ? live
        : throw new RefusalException(
            "no-such-request",
            string.Create(CultureInfo.InvariantCulture, $"No request {workflow} is under way in this session."),
            "'oph_resume' lists requests with their numbers.",
            RefusalKind.Missing);
}
