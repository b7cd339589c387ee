using System.Text.Json;
using Etalon.Catalog;
using Microsoft.AspNetCore.Mvc;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/views</c>: views that are shared by a short link.</summary>
internal static class SavedViewEndpoints
{
    /// <summary>A state may have 64 KiB as it is kept; written with spaces it is longer.</summary>
    private const int MostBytes = 128 << 10;

    /// <summary>Maps them.</summary>
    public static void MapSavedViews(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/views").WithTags("Shared views");
        group.MapPost("/", Save).WithName("SaveView").Needs(TokenScopes.Write).WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .WithSummary("Keep what a page shows under a short id; the same state has the same id.");
        group.MapGet("/{id}", Find).WithName("GetView").WithSummary("A kept view. Whether what it names may be looked at is asked there.");
    }

    private static Task<SavedView> Save(JsonElement state, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
        new SaveView(catalog.Source, clock).RunAsync(state, Caller.Of(context), context.RequestAborted);

    private static Task<SavedView> Find(string id, HttpContext context, CatalogDatabase catalog)
    {
        // What an id names never changes.
        context.Response.Headers.CacheControl = "private, max-age=86400";
        return new FindView(catalog.Source).RunAsync(id, context.RequestAborted);
    }
}
