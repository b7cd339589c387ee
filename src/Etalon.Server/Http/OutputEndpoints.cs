using System.Globalization;
using Etalon.Catalog;
using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Server;

/// <summary>Routes under <c>/published</c> and <c>/exported</c>: pages and files of cubes, for whoever may see the cube.</summary>
internal static class OutputEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapOutputs(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/published/{container:long}/{cube:long}/{file?}", Page).ExcludeFromDescription();
        routes.MapGet("/exported/{container:long}/{cube:long}/{file}", Exported).ExcludeFromDescription();
    }

    private static async Task<IResult> Page(long container, long cube, string? file, HttpContext context, OutputFolders folders, CatalogDatabase catalog)
    {
        if (file is null && context.Request.Path.Value?.EndsWith('/') != true)
        {
            return Results.Redirect(string.Create(CultureInfo.InvariantCulture, $"/published/{container}/{cube}/"));
        }

        var path = await FindAsync(folders.Published(container, cube), container, cube, file ?? "index.html", context, catalog);

        // Names and texts in pages come from users: nothing in them is ever run.
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; style-src {PagesFormat.StyleHash}";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(path, "text/html; charset=utf-8");
    }

    private static async Task<IResult> Exported(long container, long cube, string file, HttpContext context, OutputFolders folders, CatalogDatabase catalog) =>
        Results.File(await FindAsync(folders.Exported(container, cube), container, cube, file, context, catalog), "application/x-netcdf", file, enableRangeProcessing: true);

    private static async Task<string> FindAsync(string folder, long container, long cube, string file, HttpContext context, CatalogDatabase catalog)
    {
        var rows = await new GetOphidiaCubes(catalog.Source).RunAsync([cube], Caller.Of(context), context.RequestAborted);
        var path = Path.Combine(folder, file);
        return rows.Any(row => row.Id == cube && row.ContainerId == container) && string.Equals(Path.GetFileName(path), file, StringComparison.Ordinal) && !file.StartsWith('.') && File.Exists(path)
            ? path
            : throw new RefusalException("not-found", $"There is no '{file}' of the cube {container}/{cube}, or you may not see it.", "'oph_publish' makes pages, 'oph_exportnc2' files.", RefusalKind.Missing);
    }
}
