using System.Collections.Immutable;
using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Leads requests into their sessions: the one they name, the last one, or a new one.</summary>
internal sealed class OphidiaSessions(CatalogDatabase catalog, ServerOptions options, TimeProvider clock)
{
    private const string Last = "null";

    /// <summary>Takes the numbers for a request and writes it down as running; makes a session where none is named.</summary>
    /// <exception cref="OphidiaException">The session is of another server (7), unknown, closed or somebody else's (5).</exception>
    public async Task<(OphidiaVisit Visit, long Marker)> EnterAsync(OphidiaRequest request, string json, KnownPerson person, CancellationToken cancellation)
    {
        var code = request.Session switch
        {
            null or "" => null,
            Last => (await new FindOphidiaSession(catalog.Source).RunAsync(null, person.Id, cancellation))?.Row.Code,
            var named => OphidiaSession.Parse(named, options.Ophidia.Url).Code,
        };
        code ??= (await new OpenOphidiaSession(catalog.Source, clock).RunAsync(person.Id, cancellation: cancellation)).Row.Code;
        var called = request.Tasks.Length == 1 ? request.Tasks[0].Operator : "";
        var entry = await new EnterOphidiaSession(catalog.Source, clock).RunAsync(
            code, person.Id, request.Name, called, request.Globals.GetValueOrDefault("command", ""), json, cancellation);
        return entry is null ? throw Unknown(request) : (VisitOf(entry, person), entry.Marker);
    }

    /// <summary>Looks into a session without a trace; without one for somebody who has none.</summary>
    /// <exception cref="OphidiaException">The session is of another server (7), unknown, closed or somebody else's (5).</exception>
    public async Task<OphidiaVisit> LookAsync(OphidiaRequest request, KnownPerson person, CancellationToken cancellation)
    {
        var named = request.Session is null or "" or Last ? null : OphidiaSession.Parse(request.Session, options.Ophidia.Url).Code;
        var entry = await new FindOphidiaSession(catalog.Source).RunAsync(named, person.Id, cancellation);
        return entry is null && named is not null ? throw Unknown(request) : VisitOf(entry ?? Nowhere(person), person);
    }

    private OphidiaVisit VisitOf(OphidiaEntry entry, KnownPerson person) =>
        new(person.Viewer, person.Name, new OphidiaSession(options.Ophidia.Url, entry.Row.Code), entry.Row, OphidiaRights.Of(entry.Role), entry.Workflow);

    private OphidiaEntry Nowhere(KnownPerson person)
    {
        var now = clock.GetUtcNow();
        return new OphidiaEntry(new OphidiaSessionRow("", person.Id, 0, "", now, now, null, Strict: false), "owner", 0, 0);
    }

    private static OphidiaException Unknown(OphidiaRequest request) =>
        new(OphidiaError.Authentication, $"There is no open session {request.Session} that you may use; 'oph_manage_session action=list' shows yours.");
}
