using Etalon.Catalog;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Who may use the server, and their passwords.</summary>
internal static class UserEndpoints
{
    /// <summary>Somebody to be added.</summary>
    /// <param name="Name">The login name.</param>
    /// <param name="Roles">What they may do beyond their own things: <c>administrator</c>, <c>staff</c>.</param>
    /// <param name="FullName">The name as written.</param>
    /// <param name="Email">Where they are written to.</param>
    public sealed record UserOrder(string Name, string[]? Roles = null, string FullName = "", string Email = "");

    /// <summary>What is to change of somebody; what is null stays.</summary>
    /// <param name="Roles">All roles that they have from now on.</param>
    /// <param name="Active">Whether they count; whoever does not is out at once.</param>
    public sealed record UserChange(string[]? Roles = null, bool? Active = null);

    /// <summary>A password to be set.</summary>
    /// <param name="Password">The new one.</param>
    public sealed record PasswordOrder(string Password);

    /// <summary>Maps them.</summary>
    public static void MapUsers(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/api/users").WithTags("Accounts");
        users.MapGet("/", List).WithName("ListUsers").Needs(TokenScopes.Admin);
        users.MapPost("/", Add).WithName("AddUser").Needs(TokenScopes.Admin);
        users.MapPut("/{name}", Change).WithName("ChangeUser").Needs(TokenScopes.Admin);
        users.MapGet("/self", Self).WithName("GetSelf");
        users.MapPost("/{name}/password", SetPassword).WithName("SetPassword");
    }

    private static Task<IReadOnlyList<Person>> List(HttpContext context, CatalogDatabase catalog)
    {
        CheckAdministrator(context, "Only administrators see who may use the server.");
        return new ListPersons(catalog.Source).RunAsync(context.RequestAborted);
    }

    private static Task<Person> Add(UserOrder order, HttpContext context, CatalogDatabase catalog, TimeProvider clock)
    {
        CheckAdministrator(context, "Only administrators add users.");
        var roles = order.Roles ?? [];
        ChangePerson.CheckRoles(roles);

        // A colon ends the name where name and password are sent together; two underlines begin names that mean something else.
        if (order.Name.Contains(':', StringComparison.Ordinal) || order.Name.StartsWith("__", StringComparison.Ordinal))
        {
            throw new RefusalException("invalid-name", $"'{order.Name}' cannot be a login name: it has a colon, or begins with two underlines.", "Choose another one.");
        }

        return new CreatePerson(catalog.Source, clock).RunAsync(order.Name, roles, Caller.Of(context), order.FullName, order.Email, context.RequestAborted);
    }

    private static async Task<Person> Change(string name, UserChange change, HttpContext context, CatalogDatabase catalog, KnownCredentials known, TimeProvider clock)
    {
        CheckAdministrator(context, "Only administrators change users.");
        var person = await new ChangePerson(catalog.Source, clock).RunAsync(name, change.Roles, change.Active, Caller.Of(context), context.RequestAborted);
        known.Forget();
        return person;
    }

    private static async Task<Person> Self(HttpContext context, CatalogDatabase catalog)
    {
        var id = Caller.Of(context).Person;
        return (await new ListPersons(catalog.Source).RunAsync(context.RequestAborted)).FirstOrDefault(person => person.Id == id)
            ?? throw new RefusalException("no-person", "The token belongs to nobody.", kind: RefusalKind.Forbidden);
    }

    private static async Task SetPassword(string name, PasswordOrder order, HttpContext context, CatalogDatabase catalog, KnownCredentials known, TimeProvider clock)
    {
        await new SetPassword(catalog.Source, clock).RunAsync(name, order.Password, Caller.Of(context), Caller.Session(context)?.Owner.SessionId, context.RequestAborted);
        known.Forget();
    }

    private static void CheckAdministrator(HttpContext context, string why)
    {
        if (!Caller.Of(context).IsAdministrator)
        {
            throw new RefusalException("not-allowed", why, kind: RefusalKind.Forbidden);
        }
    }
}
