using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Engine;

namespace Etalon.Server;

/// <summary>Lets nobody past without a token, but to what is public on purpose: the landing page, health and the API's description.</summary>
internal sealed class TokenGate(RequestDelegate next, CatalogDatabase catalog, TimeProvider clock)
{
    private static readonly string[] Public = ["/", "/api/health", "/openapi.json", "/favicon.ico"];

    /// <summary>Checks one request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (!Public.Contains(path, StringComparer.Ordinal))
        {
            var header = context.Request.Headers.Authorization.ToString();
            var secret = header.StartsWith("Bearer ", StringComparison.Ordinal) ? header[7..].Trim() : "";
            var bearer = secret.Length == 0 ? null : await new CheckToken(catalog.Source, clock).RunAsync(secret, context.RequestAborted);
            if (bearer is null)
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                await context.Response.WriteAsJsonAsync(
                    new { type = "/problems/not-signed-in", title = "This needs a valid token.", status = 401, code = "not-signed-in", help = "Sign in with 'etalon login', or send 'Authorization: Bearer TOKEN'.", kind = RefusalJson.NameOf(RefusalKind.Forbidden) },
                    options: null, "application/problem+json", context.RequestAborted);
                return;
            }

            context.Items[typeof(Viewer)] = bearer.Viewer;
        }

        await next(context);
    }
}
