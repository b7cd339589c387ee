using System.Text.Json;
using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/session/provider</c>: signing in with an account from outside.</summary>
internal static class ProviderEndpoints
{
    /// <summary>The cookie in which the sign-in page finds why somebody was not let in; scripts of the page read it.</summary>
    private const string RefusalCookie = "etalon_refused";

    private static readonly TimeSpan RefusalLife = TimeSpan.FromMinutes(1);

    /// <summary>A provider as the sign-in page shows it.</summary>
    /// <param name="Name">What stands in addresses.</param>
    /// <param name="Title">What people read.</param>
    /// <param name="Connected">Whether the caller has connected an account there; false for whoever is not signed in.</param>
    public sealed record ProviderView(string Name, string Title, bool Connected);

    /// <summary>Where a browser goes.</summary>
    /// <param name="Url">The address.</param>
    public sealed record ProviderJourney(string Url);

    /// <summary>Maps them.</summary>
    public static void MapProviders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/session/providers", List).WithTags("Sessions").WithName("ListProviders").WithMetadata(OpenToAll.Mark).WithSummary("The providers whose accounts sign in.");
        var group = routes.MapGroup(ProviderSignIn.Path).WithTags("Sessions");
        group.MapGet("/{name}", Begin).WithName("BeginProvider").WithMetadata(OpenToAll.Mark).RequireRateLimiting(AccessLimits.SignIns)
            .Produces(StatusCodes.Status302Found).WithSummary("Send the browser to a provider, to sign in there.");
        group.MapGet("/{name}/back", Finish).WithName("FinishProvider").WithMetadata(OpenToAll.Mark).RequireRateLimiting(AccessLimits.SignIns)
            .Produces(StatusCodes.Status302Found).WithSummary("Where a provider sends the browser back to; it goes on to the portal.");
        group.MapPost("/{name}/connect", Connect).WithName("ConnectProvider").RequireRateLimiting(AccessLimits.SignIns).WithSummary("Where to go to connect an account of the provider's to the caller.");
        group.MapDelete("/{name}", Disconnect).WithName("DisconnectProvider").WithSummary("The caller's account there signs in no more.");
    }

    private static async Task<IEnumerable<ProviderView>> List(HttpContext context, ProviderSignIn signIn, CatalogDatabase catalog, TimeProvider clock)
    {
        var connected = signIn.Providers.Count > 0 && Caller.Of(context).Person is { } person
            ? await new OutsideAccounts(catalog.Source, clock).ListAsync(person, context.RequestAborted)
            : [];
        return signIn.Providers.Select(provider => new ProviderView(provider.Name, provider.Title, connected.Contains(provider.Identity, StringComparer.Ordinal)));
    }

    private static Task<IResult> Begin(string name, string? next, HttpContext context, ProviderSignIn signIn)
    {
        var provider = signIn.Find(name);
        return GoAsync(context, () => signIn.BeginAsync(context, provider, next, null));
    }

    private static Task<IResult> Finish(string name, HttpContext context, ProviderSignIn signIn)
    {
        var provider = signIn.Find(name);
        return GoAsync(context, () => signIn.FinishAsync(context, provider));
    }

    private static async Task<ProviderJourney> Connect(string name, HttpContext context, ProviderSignIn signIn)
    {
        var provider = signIn.Find(name);
        var session = Caller.Session(context) ?? throw new RefusalException("no-session", "Accounts are connected in a browser.", "Sign in there.", RefusalKind.Forbidden);
        return new ProviderJourney(await signIn.BeginAsync(context, provider, "/account", session.Owner.PersonId));
    }

    private static async Task Disconnect(string name, HttpContext context, ProviderSignIn signIn, CatalogDatabase catalog, KnownCredentials known, TimeProvider clock)
    {
        var provider = signIn.Find(name);
        await new OutsideAccounts(catalog.Source, clock).DisconnectAsync(Caller.PersonOf(context), provider.Identity, provider.Roles.Values, context.RequestAborted);
        known.Forget();
    }

    /// <summary>A browser that is on its way gets a page and no document: why it was refused is said on the sign-in page.</summary>
    private static async Task<IResult> GoAsync(HttpContext context, Func<Task<string>> journey)
    {
        try
        {
            return Results.Redirect(await journey());
        }
        catch (RefusalException refusal)
        {
            var said = JsonSerializer.Serialize(new { code = refusal.Code, title = refusal.Message, help = refusal.Help }, JsonSerializerOptions.Web);
#pragma warning disable S2092, S3330 // There is no secret in it, and it is for a script of the sign-in page.
            context.Response.Cookies.Append(
                RefusalCookie, said, new CookieOptions { IsEssential = true, MaxAge = RefusalLife, Path = "/signin", SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
#pragma warning restore S2092, S3330
            return Results.Redirect("/signin");
        }
    }
}
