using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>People, tokens, folders and the audit.</summary>
internal static class AccountEndpoints
{
    /// <summary>A token to be made.</summary>
    /// <param name="Name">What it is for.</param>
    /// <param name="Days">How long it is valid; 0 for ever.</param>
    public sealed record TokenOrder(string Name, int Days = 90);

    /// <summary>A folder to be made.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Parent">The folder above; none for the top.</param>
    public sealed record FolderOrder(string Name, Guid? Parent = null);

    /// <summary>Maps them.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/tokens").WithTags("Accounts");
        tokens.MapGet("/", async (HttpContext context, CatalogDatabase catalog) =>
            await new ListTokens(catalog.Source).RunAsync(Caller.Of(context), context.RequestAborted)).WithName("ListTokens");
        tokens.MapPost("/", Create).WithName("CreateToken");
        tokens.MapDelete("/{id:guid}", async (Guid id, HttpContext context, CatalogDatabase catalog, KnownCredentials known, TimeProvider clock) =>
        {
            await new RevokeToken(catalog.Source, clock).RunAsync(id, Caller.Of(context), context.RequestAborted);
            known.Forget();
        }).WithName("RevokeToken");

        var folders = routes.MapGroup("/api/folders").WithTags("Folders");
        folders.MapGet("/", async (Guid? parent, HttpContext context, CatalogDatabase catalog) =>
            await new ListFolders(catalog.Source).RunAsync(parent, context.RequestAborted)).WithName("ListFolders");
        folders.MapPost("/", async (FolderOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
            await new CreateFolder(catalog.Source, clock).RunAsync(order.Name, order.Parent, Caller.Of(context), context.RequestAborted)).WithName("CreateFolder");
        folders.MapPost("/{folder:guid}/datasets", async (Guid folder, Guid[] datasets, HttpContext context, CatalogDatabase catalog) =>
            await new FileDatasets(catalog.Source).RunAsync(folder, datasets, [], Caller.Of(context), context.RequestAborted)).WithName("FileDatasets");

        routes.MapGet("/api/audit/verify", Audit).WithTags("Accounts").WithName("VerifyAudit");
    }

    private static async Task<NewToken> Create(TokenOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock)
    {
        var viewer = Caller.Of(context);
        var person = viewer.Person ?? throw new RefusalException("no-person", "Tokens belong to people.", kind: RefusalKind.Forbidden);
        DateTimeOffset? expires = order.Days > 0 ? clock.GetUtcNow().AddDays(order.Days) : null;
        return await new CreateToken(catalog.Source, clock).RunAsync(person, order.Name, ["all"], viewer, expires, context.RequestAborted);
    }

    private static Task<AuditReport> Audit(HttpContext context, CatalogDatabase catalog) =>
        Caller.Of(context).IsAdministrator
            ? new VerifyAudit(catalog.Source).RunAsync(context.RequestAborted)
            : throw new RefusalException("not-allowed", "Only administrators look at the audit.", kind: RefusalKind.Forbidden);
}
