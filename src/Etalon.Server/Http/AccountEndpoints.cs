using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>People, tokens, folders and the audit.</summary>
internal static class AccountEndpoints
{
    /// <summary>A token to be made.</summary>
    /// <param name="Name">What it is for.</param>
    /// <param name="Days">How long it is valid; 0 for ever.</param>
    /// <param name="Scopes">What it is for: <c>read</c>, <c>run</c>, <c>write</c>, <c>admin</c>; none for all that its owner may do.</param>
    /// <param name="Until">When it ends by itself, instead of a number of days.</param>
    public sealed record TokenOrder(string Name, int Days = 90, string[]? Scopes = null, DateTimeOffset? Until = null);

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
            await new ListFolders(catalog.Source).RunAsync(parent, Caller.Of(context), context.RequestAborted)).WithName("ListFolders");
        folders.MapPost("/", async (FolderOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock) =>
            await new CreateFolder(catalog.Source, clock).RunAsync(order.Name, order.Parent, Caller.Of(context), context.RequestAborted)).WithName("CreateFolder").Needs(TokenScopes.Write);
        folders.MapPost("/{folder:guid}/datasets", async (Guid folder, Guid[] datasets, HttpContext context, CatalogDatabase catalog) =>
            await new FileDatasets(catalog.Source).RunAsync(folder, datasets, [], Caller.Of(context), context.RequestAborted)).WithName("FileDatasets").Needs(TokenScopes.Write);

        routes.MapGet("/api/audit/verify", Audit).WithTags("Accounts").WithName("VerifyAudit").Needs(TokenScopes.Admin);
    }

    private static async Task<NewToken> Create(TokenOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock)
    {
        const int longest = 3650;
        var scopes = order.Scopes ?? [];
        TokenScopes.Check(scopes);
        if (order.Days is < 0 or > longest)
        {
            throw new RefusalException("bad-days", $"A token is valid for up to {longest} days; {order.Days} were asked for.", "Give 0 for one that does not end by itself.");
        }

        var viewer = Caller.Of(context);
        var person = Caller.PersonOf(context);
        var expires = order.Until ?? (order.Days > 0 ? clock.GetUtcNow().AddDays(order.Days) : (DateTimeOffset?)null);
        return await new CreateToken(catalog.Source, clock).RunAsync(person, order.Name, scopes.Length == 0 ? [TokenScopes.All] : scopes, viewer, expires, context.RequestAborted);
    }

    private static Task<AuditReport> Audit(HttpContext context, CatalogDatabase catalog) =>
        Caller.Of(context).IsAdministrator
            ? new VerifyAudit(catalog.Source).RunAsync(context.RequestAborted)
            : throw new RefusalException("not-allowed", "Only administrators look at the audit.", kind: RefusalKind.Forbidden);
}
