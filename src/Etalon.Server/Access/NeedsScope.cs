using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>
/// Says which scope of a token a route needs. A route that says nothing needs <c>read</c> for a look and, so that a forgotten word opens
/// nothing, a token without limits for everything else.
/// </summary>
/// <param name="Scope">One of <see cref="TokenScopes"/>.</param>
internal sealed record NeedsScope(string Scope)
{
    /// <summary>What a request's route needs.</summary>
    public static string Of(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<NeedsScope>()?.Scope
        ?? (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) ? TokenScopes.Read : TokenScopes.All);
}
