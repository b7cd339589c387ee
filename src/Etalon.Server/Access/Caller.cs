using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Who makes a request.</summary>
internal static class Caller
{
    /// <summary>The viewer that the gate has found.</summary>
    public static Viewer Of(HttpContext context) => context.Items[typeof(Viewer)] as Viewer ?? Viewer.Anonymous;

    /// <summary>The session of a browser; null for whoever came with a token.</summary>
    public static BrowserSession? Session(HttpContext context) => context.Items[typeof(BrowserSession)] as BrowserSession;

    /// <summary>The person; tokens and sessions always have one.</summary>
    /// <exception cref="RefusalException">Nobody: <c>no-person</c>.</exception>
    public static Guid PersonOf(HttpContext context) =>
        Of(context).Person ?? throw new RefusalException("no-person", "This belongs to people.", "Sign in.", RefusalKind.Forbidden);

    /// <summary>From where a request comes.</summary>
    public static string HostOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Lets the gate know who it is.</summary>
    public static void Set(HttpContext context, Viewer viewer, BrowserSession? session = null)
    {
        context.Items[typeof(Viewer)] = viewer;
        context.Items[typeof(BrowserSession)] = session;
    }
}
