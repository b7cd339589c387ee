using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Opens and ends sessions of browsers, however their people proved who they are.</summary>
internal sealed class SessionOpening(CatalogDatabase catalog, KnownCallers callers, TimeProvider clock)
{
    /// <summary>Opens a session, whose secret is always a new one, and gives the browser its cookie; the session that the browser had ends.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="person">Whose.</param>
    /// <param name="way">How they proved who they are: <c>password</c>, <c>link</c>, <c>provider</c>.</param>
    public async Task<BrowserSession> OpenAsync(HttpContext context, Guid person, string way)
    {
        await EndAsync(context);
        var (owner, secret) = await new OpenSession(catalog.Source, clock).RunAsync(person, way, Caller.HostOf(context), context.RequestAborted);
        BrowserSession.Give(context, secret);
        return BrowserSession.Of(owner, secret);
    }

    /// <summary>Ends the session of a request, if it has one.</summary>
    public async Task EndAsync(HttpContext context)
    {
        if (Caller.Session(context) is { } session)
        {
            await new EndSession(catalog.Source, clock).RunAsync(session.Owner.SessionId, session.Owner.PersonId, context.RequestAborted);
            callers.Forget();
        }
    }
}
