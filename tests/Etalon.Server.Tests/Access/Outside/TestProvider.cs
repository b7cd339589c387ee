using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Etalon.Server.Tests;

/// <summary>A small provider of accounts: it checks everything that the protocol asks of it, and misbehaves when it is told to.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string Client = "etalon client";
    public const string Secret = "sec:ret/+ %&";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string User, string Challenge, string Back)> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private int _elsewhere;

    public TestProvider()
    {
        _app = WebApplication.CreateSlimBuilder().Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = Issues ?? Url,
            authorization_endpoint = Url + "/authorize",
            token_endpoint = (LeadsTo ?? Url) + "/token",
            userinfo_endpoint = Url + "/userinfo",
        });
        _app.MapGet("/authorize", Authorize);
        _app.MapPost("/token", (Delegate)TokenAsync);
        _app.MapGet("/userinfo", UserInfo);
        _app.MapFallback("/elsewhere", (Delegate)(() => Interlocked.Increment(ref _elsewhere)));
    }

    /// <summary>Where it is.</summary>
    public string Url => _app.Urls.Single();

    /// <summary>What it says of its people, by their names.</summary>
    public ConcurrentDictionary<string, JsonObject> People { get; } = new(StringComparer.Ordinal);

    /// <summary>What it does wrong.</summary>
    public ProviderFault Fault { get; set; }

    /// <summary>Who it says that it is; itself if null.</summary>
    public string? Issues { get; init; }

    /// <summary>Where it says that codes are exchanged; at itself if null.</summary>
    public string? LeadsTo { get; init; }

    /// <summary>How often somebody followed it elsewhere.</summary>
    public int Elsewhere => Volatile.Read(ref _elsewhere);

    /// <summary>What it refused to exchange, and why.</summary>
    public ConcurrentQueue<string> Refused { get; } = new();

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpContext context)
    {
        string Asked(string name) => context.Request.Query[name].ToString();
        if (Asked("client_id") is not Client || Asked("response_type") is not "code" || Asked("code_challenge_method") is not "S256" || Asked("code_challenge").Length != 43 || Asked("scope").Length == 0)
        {
            return Results.BadRequest();
        }

        var (back, user) = (Asked("redirect_uri"), Asked("user"));
        if (user is "nobody")
        {
            return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["error"] = "access_denied", ["error_description"] = "<b>no</b>", ["state"] = Asked("state") }));
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (user, Asked("code_challenge"), back);
        return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["code"] = code, ["state"] = Asked("state"), ["iss"] = Url }));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        if (Fault is not ProviderFault.None and not ProviderFault.OtherToken)
        {
            return await MisbehaveAsync(context);
        }

        var form = await context.Request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(Client)}:{WebUtility.UrlEncode(Secret)}"));
        var isClient = context.Request.Headers.Authorization == basic || (form["client_id"] == Client && form["client_secret"] == Secret);
        var isCode = _codes.TryRemove(form["code"].ToString(), out var found);
        var proof = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(form["code_verifier"].ToString())));
        if (!isClient || !isCode || !string.Equals(proof, found.Challenge, StringComparison.Ordinal) || form["redirect_uri"] != found.Back || form["grant_type"] != "authorization_code")
        {
            Refused.Enqueue($"client {isClient}, code {isCode}");
            return Results.BadRequest(new { error = isClient ? "invalid_grant" : "invalid_client" });
        }

        var token = Guid.NewGuid().ToString("N");
        _tokens[token] = found.User;
        return Results.Json(new { access_token = token, token_type = Fault is ProviderFault.OtherToken ? "mac" : "bearer", id_token = "not.looked.at" });
    }

    private IResult UserInfo(HttpContext context) =>
        context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token] && _tokens.TryGetValue(token, out var user)
            ? Results.Text(People[user].ToJsonString(), "application/json")
            : Results.Unauthorized();

    private async Task<IResult> MisbehaveAsync(HttpContext context)
    {
        switch (Fault)
        {
            case ProviderFault.Slow:
                await Task.Delay(TimeSpan.FromSeconds(10), context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
                return Results.Json(new { });
            case ProviderFault.Endless:
                while (!context.RequestAborted.IsCancellationRequested)
                {
                    await context.Response.WriteAsync(" ", CancellationToken.None);
                    await context.Response.Body.FlushAsync(CancellationToken.None);
                    await Task.Delay(100, CancellationToken.None);
                }

                return Results.Empty;
            case ProviderFault.HangUp:
                context.Abort();
                return Results.Empty;
            default:
                return Fault switch
                {
                    ProviderFault.Oversized => Results.Text($"{{\"access_token\":\"{new string('a', 4 << 20)}\",\"token_type\":\"bearer\"}}", "application/json"),
                    ProviderFault.Page => Results.Text("<html>welcome</html>", "text/html"),
                    ProviderFault.List => Results.Text("[1, 2]", "application/json"),
                    ProviderFault.Twice => Results.Text("{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"bearer\"}", "application/json"),
                    ProviderFault.Elsewhere => Results.Redirect(Url + "/elsewhere", preserveMethod: true),
                    _ => Results.StatusCode(StatusCodes.Status503ServiceUnavailable),
                };
        }
    }
}
