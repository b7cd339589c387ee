using Microsoft.Extensions.FileProviders;

namespace Etalon.Server;

/// <summary>
/// The portal's files at the root. An address that no file has and that a browser opens is a page of the portal: it gets the portal's only
/// document, which looks at the address itself. Files whose names change with their content are kept for ever, all others are asked for.
/// </summary>
internal static class PortalFiles
{
    private const string Index = "/index.html";

    /// <summary>Everything comes from here; no script, style or frame from anywhere else, none within the document.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly string[] Others = ["/api", "/h5", "/zarr", "/openapi.json", "/published", "/exported"];

    /// <summary>Where the portal lies: where <c>ETALON_WEB</c> says, or else beside the server, or where the checkout builds it; null if it is nowhere.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ETALON_WEB") is { Length: > 0 } told)
        {
            return Directory.Exists(told) ? told : null;
        }

        var places = new List<string> { Path.Combine(AppContext.BaseDirectory, "web") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Etalon.slnx")))
            {
                places.Add(Path.Combine(folder.FullName, "web", "dist"));
            }
        }

        return places.Find(Directory.Exists);
    }

    /// <summary>Serves them; a page that says where to go stands in for a portal that is not there.</summary>
    public static void UsePortal(this WebApplication app, string? folder)
    {
        var files = folder is null ? null : new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseWhen(static context => IsOurs(context.Request), branch =>
        {
            branch.UseResponseCompression();
            branch.Use((context, next) => PageAsync(context, files, next));
            if (files is not null)
            {
                branch.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = static prepared => Prepare(prepared.Context) });
            }

            branch.Run(static _ => throw new Cubes.RefusalException(
                "not-found", "There is nothing here.", "The portal begins at '/', the API at '/openapi.json'.", Cubes.RefusalKind.Missing));
        });
    }

    private static bool IsOurs(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Array.Exists(Others, other => request.Path.StartsWithSegments(other, StringComparison.OrdinalIgnoreCase));

    /// <summary>Turns the address of a page into that of the document.</summary>
    private static Task PageAsync(HttpContext context, PhysicalFileProvider? files, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "/";
        var hasPortal = files?.GetFileInfo(Index).Exists == true;
        if (!hasPortal && path is "/")
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers.ContentSecurityPolicy = LandingPage.Policy;
            return context.Response.WriteAsync(LandingPage.Html, context.RequestAborted);
        }

        if (hasPortal && files!.GetFileInfo(path) is not { Exists: true, IsDirectory: false }
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Request.Path = Index;
        }

        return next(context);
    }

    private static void Prepare(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
    }
}
