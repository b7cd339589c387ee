using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>Finds the session that an argument <c>session</c> means.</summary>
internal sealed class NamedSessions(CatalogDatabase catalog, ServerOptions options)
{
    /// <summary>This one, or that of an address; with what the caller may do there.</summary>
    /// <exception cref="RefusalException">There is none that the caller may use: <c>unknown-session</c>.</exception>
    public async Task<(OphidiaSessionRow Row, OphidiaRole Role)> FindAsync(OphidiaCall call, CancellationToken cancellation)
    {
        var visit = call.Visit;
        if (call.Arguments["session"] is "this")
        {
            return visit.Session.Code.Length > 0
                ? (visit.Row, visit.Role)
                : throw new RefusalException("unknown-session", "You have no session yet.", "'oph_manage_session action=new' makes one.", RefusalKind.Missing);
        }

        var person = visit.Viewer.Person ?? Guid.Empty;
        var code = CodeOf(call.Arguments["session"]);
        var entry = code is null ? null : await new FindOphidiaSession(catalog.Source).RunAsync(code, person, cancellation);
        return entry is not null
            ? (entry.Row, OphidiaRights.Of(entry.Role))
            : throw new RefusalException(
                "unknown-session", $"There is no open session {call.Arguments["session"]} that you may use.", "'oph_manage_session action=list' shows yours.", RefusalKind.Missing);
    }

    private string? CodeOf(string address)
    {
        try
        {
            return OphidiaSession.Parse(address, options.Ophidia.Url).Code;
        }
        catch (OphidiaException)
        {
            return null;
        }
    }
}
