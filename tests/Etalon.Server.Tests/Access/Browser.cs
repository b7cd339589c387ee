using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>A browser: keeps its cookies, and sends the session's second secret unless told otherwise.</summary>
internal sealed class Browser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
    private readonly HttpClient _http;

    public Browser(RunningEtalon etalon)
    {
        _http = new HttpClient(_handler) { BaseAddress = new Uri(etalon.Url), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>What the server said at sign-in.</summary>
    public JsonNode? Session { get; private set; }

    /// <summary>The session's cookie; null if there is none.</summary>
    public string? Cookie => _handler.CookieContainer.GetCookies(_http.BaseAddress!)["etalon_session"]?.Value;

    /// <summary>Signs in with a password.</summary>
    public Task<HttpResponseMessage> SignInAsync(string name, string password = OphidiaUsers.Password) =>
        EnterAsync("/api/session", new { name, password });

    /// <summary>Signs in with a link's code.</summary>
    public Task<HttpResponseMessage> UseLinkAsync(string code) => EnterAsync("/api/session/link", new { code });

    /// <summary>Sends a request.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? csrf = null, string? accept = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if ((csrf ?? (string?)Session?["csrf"]) is { Length: > 0 } secret)
        {
            request.Headers.Add("X-Etalon-Csrf", secret);
        }

        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        return _http.SendAsync(request);
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task<HttpResponseMessage> EnterAsync(string path, object body)
    {
        var answer = await SendAsync(HttpMethod.Post, path, body);
        if (answer.IsSuccessStatusCode)
        {
            Session = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        }

        return answer;
    }
}
