namespace Etalon.Server;

/// <summary>How routes say which scope they need.</summary>
internal static class ScopedRoutes
{
    /// <summary>The route needs a token with that scope.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder route, string scope) => route.WithMetadata(new NeedsScope(scope));
}
