using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Etalon.Catalog;
using Etalon.Cubes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Etalon.Server;

/// <summary>
/// Signing in with an account from outside. Who somebody is, is asked of the provider itself, over TLS and with the token that it has just
/// given to this server for this code: nothing that came through the browser is believed, so that no signature has to be checked.
/// </summary>
internal sealed class ProviderSignIn(
    IReadOnlyList<Provider> providers, ServerOptions options, ProviderClient client, PendingSignIns pending, SessionOpening opening, KnownCredentials known, CatalogDatabase catalog, TimeProvider clock)
{
    /// <summary>The cookie that keeps a journey to the browser in which it began.</summary>
    public const string Cookie = "etalon_signin";

    /// <summary>Where browsers come back to, and nothing else gets that cookie.</summary>
    public const string Path = "/api/session/provider";

    private const int LongestQuery = 4096;

    /// <summary>The providers there are.</summary>
    public IReadOnlyList<Provider> Providers => providers;

    /// <summary>A provider.</summary>
    /// <exception cref="RefusalException">There is none of that name: <c>unknown-provider</c>.</exception>
    public Provider Find(string name) =>
        providers.FirstOrDefault(provider => string.Equals(provider.Name, name, StringComparison.Ordinal))
        ?? throw new RefusalException("unknown-provider", $"There is no provider '{name}'.", "The sign-in page shows those there are.", RefusalKind.Missing);

    /// <summary>Where the browser is to go to prove who somebody is.</summary>
    public async Task<string> BeginAsync(HttpContext context, Provider provider, string? next, Guid? person)
    {
        var places = await client.PlacesAsync(provider, context.RequestAborted);
        var root = options.Entrance.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
        var verifier = PendingSignIns.NewSecret();
        var back = $"{root}{Path}/{provider.Name}/back";
        var (state, browser) = pending.Add(new PendingSignIn(provider.Name, verifier, back, OwnPage(next), person));
        context.Response.Cookies.Append(Cookie, browser, Options(context, PendingSignIns.Life));
        return QueryHelpers.AddQueryString(places.Authorize.AbsoluteUri, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = back,
            ["scope"] = string.Join(' ', provider.Scopes),
            ["state"] = state,
            ["code_challenge"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier))),
            ["code_challenge_method"] = "S256",
        });
    }

    /// <summary>Whoever comes back is signed in, or their account connected; where the browser goes then.</summary>
    /// <exception cref="RefusalException">They are not.</exception>
    public async Task<string> FinishAsync(HttpContext context, Provider provider)
    {
        var journey = pending.Take(One(context.Request.Query["state"]), context.Request.Cookies[Cookie], provider.Name)
            ?? throw new RefusalException(
                "used-sign-in", "This sign-in was begun elsewhere, more than ten minutes ago, or has been used.", "Sign in again, in this browser.", RefusalKind.NotSignedIn);
        context.Response.Cookies.Delete(Cookie, Options(context, null));
        CheckAnswer(context.Request.Query, provider);
        var places = await client.PlacesAsync(provider, context.RequestAborted);
        var token = await client.TokenAsync(provider, places.Token, One(context.Request.Query["code"]), journey.Verifier, journey.Back, context.RequestAborted);
        var who = ProviderPerson.Read(provider, await client.UserAsync(provider, places.UserInfo, token, context.RequestAborted));
        await EnterAsync(context, who, journey.Person);
        return journey.Next;
    }

    /// <summary>A word of somebody else's that may be shown: it cannot be more than a word.</summary>
    internal static string Word(string text)
    {
        const int longest = 60;
        var kept = string.Concat(text.Where(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or ' ').Take(longest));
        return kept.Length > 0 ? kept : "it does not say why";
    }

    private async Task EnterAsync(HttpContext context, OutsidePerson who, Guid? person)
    {
        var enter = new EnterFromOutside(catalog.Source, clock);
        if (person is { } owner)
        {
            if (Caller.Session(context)?.Owner.PersonId != owner)
            {
                throw new RefusalException("used-sign-in", "Whoever wanted to connect the account is signed in no more.", "Sign in, and connect it again.", RefusalKind.NotSignedIn);
            }

            await enter.ConnectAsync(who, owner, context.RequestAborted);
            known.Forget();
            return;
        }

        var entered = await enter.RunAsync(who, context.RequestAborted);

        // Roles may have changed.
        known.Forget();
        await opening.OpenAsync(context, entered.Id, "provider");
    }

    private static void CheckAnswer(IQueryCollection query, Provider provider)
    {
        // A provider that says who it is must be the one that was asked: RFC 9207.
        var issuer = One(query["iss"]);
        if (issuer.Length > 0 && provider.Issuer is { } expected && !string.Equals(issuer.TrimEnd('/'), expected.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal))
        {
            throw new RefusalException("wrong-provider", $"Another provider than {provider.Title} answered.", "Sign in again.", RefusalKind.Forbidden);
        }

        var error = One(query["error"]);
        if (error is "access_denied")
        {
            throw new RefusalException("sign-in-declined", $"{provider.Title} did not let you in, or you declined.", "Sign in again, or in another way.", RefusalKind.Forbidden);
        }

        if (error.Length > 0 || One(query["code"]).Length == 0)
        {
            throw new RefusalException("provider-refused", $"{provider.Title} refused ({Word(error)}).", "Try to sign in again.", RefusalKind.Forbidden);
        }
    }

    /// <summary>A value that was sent once; what was sent twice can be read in two ways, and is none.</summary>
    private static string One(StringValues values) => values.Count == 1 && values[0] is { Length: <= LongestQuery } value ? value : "";

    /// <summary>A page of this portal, whatever was asked for.</summary>
    internal static string OwnPage(string? next)
    {
        var root = new Uri("http://localhost/");
        return next is { Length: > 0 and <= LongestQuery } && next[0] is '/' && !next.Any(char.IsControl) && Uri.TryCreate(root, next, out var page)
            && Uri.Compare(page, root, UriComponents.SchemeAndServer | UriComponents.UserInfo, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            && !page.AbsolutePath.StartsWith("//", StringComparison.Ordinal)
            && !page.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase)
            && !page.AbsolutePath.StartsWith("/signin", StringComparison.OrdinalIgnoreCase)
            ? page.PathAndQuery + page.Fragment
            : "/";
    }

#pragma warning disable S2092 // As the session's cookie: over plain HTTP, which is this machine's own, a secure one would never come back.
    private static CookieOptions Options(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = life,
        Path = Path,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
#pragma warning restore S2092
}
