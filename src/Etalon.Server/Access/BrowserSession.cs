using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Etalon.Catalog;

namespace Etalon.Server;

/// <summary>
/// A session of a browser: its secret is in a cookie that no script reads and that other sites cannot send with what changes something.
/// What changes something carries a second secret besides, which only pages of this server get to know: a keyed digest of the first,
/// so that nothing has to be kept for it.
/// </summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Csrf">The second secret.</param>
internal sealed record BrowserSession(SessionOwner Owner, string Csrf)
{
    /// <summary>The cookie.</summary>
    public const string Cookie = "etalon_session";

    /// <summary>The header with the second secret.</summary>
    public const string Header = "X-Etalon-Csrf";

    /// <summary>Longer ones are none of ours, and are not looked up.</summary>
    private const int LongestSecret = 128;

    /// <summary>The cookie of a request; null if there is none, or several: one of them was put there by somebody else.</summary>
    public static string? SecretOf(HttpContext context) =>
        context.Request.Cookies[Cookie] is { Length: > 0 and <= LongestSecret } secret && context.Request.Headers.Cookie.Sum(CountIn) == 1 ? secret : null;

    private static int CountIn(string? header)
    {
        var count = 0;
        foreach (var range in header.AsSpan().Split(';'))
        {
            var cookie = header.AsSpan()[range].TrimStart();
            count += cookie.StartsWith(Cookie, StringComparison.Ordinal) && cookie[Cookie.Length..].TrimStart().StartsWith("=", StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    /// <summary>A session with its second secret.</summary>
    public static BrowserSession Of(SessionOwner owner, string secret) =>
        new(owner, Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "etalon-csrf"u8)));

    /// <summary>Whether a request with this session may change something.</summary>
    public bool IsMeant(HttpContext context) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(Csrf), Encoding.UTF8.GetBytes(context.Request.Headers[Header].ToString()));

    /// <summary>Gives the browser the cookie.</summary>
    public static void Give(HttpContext context, string secret) => context.Response.Cookies.Append(Cookie, secret, Options(context, OpenSession.Life));

    /// <summary>Takes the cookie away.</summary>
    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Cookie, Options(context, null));

#pragma warning disable S2092 // Over plain HTTP (on the machine itself, or before a proxy that is not told of) a secure cookie would never come back.
    private static CookieOptions Options(HttpContext context, TimeSpan? life) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = life,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
    };
#pragma warning restore S2092
}
