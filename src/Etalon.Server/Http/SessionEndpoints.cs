using Etalon.Catalog;
using Etalon.Cubes;
using Microsoft.AspNetCore.Mvc;

namespace Etalon.Server;

/// <summary>Routes under <c>/api/session</c>: how browsers come in and go.</summary>
internal static class SessionEndpoints
{
    /// <summary>More than any name with its password.</summary>
    private const int MostBytes = 16 << 10;

    /// <summary>Somebody wants in.</summary>
    /// <param name="Name">The login name.</param>
    /// <param name="Password">The password.</param>
    public sealed record SignInOrder(string Name, string Password);

    /// <summary>Somebody has a link.</summary>
    /// <param name="Code">What stands behind <c>/signin#</c>.</param>
    public sealed record LinkOrder(string Code);

    /// <summary>Somebody wants a link.</summary>
    /// <param name="Name">For whom; the caller unless an administrator says otherwise.</param>
    public sealed record NewLinkOrder(string? Name = null);

    /// <summary>Who is signed in.</summary>
    /// <param name="Id">The identifier.</param>
    /// <param name="Name">The login name.</param>
    /// <param name="FullName">The name as written; may be empty.</param>
    /// <param name="Roles">What they may do beyond their own things.</param>
    public sealed record SessionPerson(Guid Id, string Name, string FullName, IReadOnlyList<string> Roles);

    /// <summary>A session.</summary>
    /// <param name="Person">Whose.</param>
    /// <param name="Csrf">What requests that change something send as <c>X-Etalon-Csrf</c>; empty with a token, which needs none.</param>
    /// <param name="ExpiresAt">When it ends whatever happens; null with a token.</param>
    public sealed record SessionView(SessionPerson Person, string Csrf, DateTimeOffset? ExpiresAt);

    /// <summary>Maps them.</summary>
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/session").WithTags("Sessions").WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        group.MapPost("/", SignInAsync).WithName("SignIn").WithMetadata(OpenToAll.Mark).RequireRateLimiting(AccessLimits.SignIns).WithSummary("Sign in with a name and a password; the session is in the cookie.");
        group.MapPost("/link", UseLink).WithName("UseSignInLink").WithMetadata(OpenToAll.Mark).RequireRateLimiting(AccessLimits.SignIns).WithSummary("Sign in with the code of a link, which counts once.");
        group.MapPost("/links", MakeLink).WithName("MakeSignInLink").WithSummary("Make a link that signs the caller in once; an administrator makes them for everybody.");
        group.MapGet("/", Show).WithName("GetSession").WithSummary("Who is signed in.");
        group.MapDelete("/", SignOut).WithName("SignOut").Needs(TokenScopes.Read).WithSummary("End the session.");
    }

    private static async Task<SessionView> SignInAsync(SignInOrder order, HttpContext context, SignIn signIn, SessionOpening opening)
    {
        var person = await signIn.CheckAsync(order.Name, order.Password, Caller.HostOf(context), tokens: false, context.RequestAborted);
        return View(await opening.OpenAsync(context, person.Id, "password"));
    }

    private static async Task<SessionView> UseLink(LinkOrder order, HttpContext context, SessionOpening opening, CatalogDatabase catalog, TimeProvider clock)
    {
        var person = await new UseSignInLink(catalog.Source, clock).RunAsync(order.Code, context.RequestAborted)
            ?? throw new RefusalException(
                "used-link", "This link has been used, or its time has passed.", "Make another one: 'etalon signin-link'; or sign in with your password.", RefusalKind.NotSignedIn);
        return View(await opening.OpenAsync(context, person.Id, "link"));
    }

    private static async Task<SignInLink> MakeLink(NewLinkOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock)
    {
        var name = order.Name ?? (await SelfAsync(context, catalog)).Name;
        return await new MakeSignInLink(catalog.Source, clock).RunAsync(name, Caller.Of(context), context.RequestAborted);
    }

    private static async Task<SessionView> Show(HttpContext context, CatalogDatabase catalog)
    {
        if (Caller.Session(context) is { } session)
        {
            return View(session);
        }

        var self = await SelfAsync(context, catalog);
        return new SessionView(new SessionPerson(self.Id, self.Name, self.FullName, self.Roles), "", null);
    }

    private static async Task SignOut(HttpContext context, SessionOpening opening)
    {
        await opening.EndAsync(context);
        BrowserSession.Take(context);
    }

    private static SessionView View(BrowserSession session)
    {
        var owner = session.Owner;
        return new SessionView(new SessionPerson(owner.PersonId, owner.Name, owner.FullName, owner.Roles), session.Csrf, owner.ExpiresAt);
    }

    private static async Task<Person> SelfAsync(HttpContext context, CatalogDatabase catalog)
    {
        var id = Caller.PersonOf(context);
        return (await new ListPersons(catalog.Source).RunAsync(context.RequestAborted)).First(person => person.Id == id);
    }
}
