using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>Who makes a request.</summary>
internal static class Caller
{
    /// <summary>The viewer that the gate has found.</summary>
    public static Viewer Of(HttpContext context) => context.Items[typeof(Viewer)] as Viewer ?? Viewer.Anonymous;
}
