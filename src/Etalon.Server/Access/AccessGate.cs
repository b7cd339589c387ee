using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>
/// Lets nobody past without a token or a session, but to what is marked as open. A session of a browser changes nothing without its second
/// secret: the cookie alone comes along with what other sites made the browser send.
/// </summary>
internal sealed class AccessGate(RequestDelegate next, KnownCallers callers)
{
    private const string Scheme = "Bearer ";

    /// <summary>Checks one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!await IsKnownAsync(context) && !IsOpen(context))
        {
            throw new RefusalException(
                "not-signed-in", "This needs a valid token, or a session.",
                "Sign in with 'etalon login' or in the portal, or send 'Authorization: Bearer TOKEN'.", RefusalKind.NotSignedIn);
        }

        await next(context);
    }

    private async Task<bool> IsKnownAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.Length > 0)
        {
            // A wrong token is wrong, whatever cookie comes with it.
            var secret = header.StartsWith(Scheme, StringComparison.Ordinal) ? header[Scheme.Length..].Trim() : "";
            var bearer = secret.Length == 0 ? null : await callers.OfTokenAsync(secret, context.RequestAborted);
            if (bearer is null)
            {
                return false;
            }

            CheckScope(context, bearer);
            Caller.Set(context, bearer.Viewer);
            return true;
        }

        if (BrowserSession.SecretOf(context) is not { } cookie
            || await callers.OfSessionAsync(cookie, context.RequestAborted) is not { } owner)
        {
            return false;
        }

        var session = BrowserSession.Of(owner, cookie);
        if (!IsLook(context.Request.Method) && !IsOpen(context) && !session.IsMeant(context))
        {
            throw new RefusalException(
                "bad-csrf", $"A request of a session that changes something needs the header {BrowserSession.Header}.",
                "Send what 'GET /api/session' says under 'csrf'.", RefusalKind.Forbidden);
        }

        Caller.Set(context, owner.Viewer, session);
        return true;
    }

    private static void CheckScope(HttpContext context, TokenOwner bearer)
    {
        var needed = NeedsScope.Of(context);
        if (!IsOpen(context) && !TokenScopes.Allow(bearer.Scopes, needed))
        {
            throw new RefusalException(
                "scope-missing", $"This token is for '{string.Join("', '", bearer.Scopes)}'; this needs '{needed}'.",
                "Make a token with that scope, or one without limits.", RefusalKind.Forbidden);
        }
    }

    private static bool IsOpen(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<OpenToAll>() is not null;

    private static bool IsLook(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
