using System.Net;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>What a browser does to sign in with a provider.</summary>
internal static class Journey
{
    private static readonly HttpClient Outside = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Goes to a provider and back as somebody; the server's last answer.</summary>
    public static async Task<HttpResponseMessage> MakeAsync(Browser browser, string provider, string user, string? next = null) =>
        await browser.SendAsync(HttpMethod.Get, await GoAsync(browser, provider, user, next));

    /// <summary>Goes to a provider as somebody; where the provider sends the browser back to.</summary>
    public static async Task<string> GoAsync(Browser browser, string provider, string user, string? next = null)
    {
        using var begun = await browser.SendAsync(HttpMethod.Get, $"/api/session/provider/{provider}{(next is null ? "" : $"?next={Uri.EscapeDataString(next)}")}");
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        return await ComeAsync(begun.Headers.Location!.OriginalString, user);
    }

    /// <summary>Proves to a provider who one is; where it sends the browser back to.</summary>
    public static async Task<string> ComeAsync(string authorize, string user)
    {
        using var sent = await Outside.GetAsync($"{authorize}&user={user}");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        return sent.Headers.Location!.PathAndQuery;
    }

    /// <summary>Why somebody was not let in: the code, and what the sign-in page says.</summary>
    public static (string Code, string Title) Refusal(HttpResponseMessage answer)
    {
        Assert.Equal(("/signin", HttpStatusCode.Redirect), (answer.Headers.Location?.OriginalString, answer.StatusCode));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(one => one.StartsWith("etalon_refused=", StringComparison.Ordinal));
        Assert.Contains("path=/signin", cookie, StringComparison.OrdinalIgnoreCase);
        var said = JsonNode.Parse(Uri.UnescapeDataString(cookie.Split(';')[0].Split('=', 2)[1]))!;
        Assert.NotEmpty((string)said["help"]!);
        return ((string)said["code"]!, (string)said["title"]!);
    }
}
