using System.Net;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Etalon.Server.Tests;

/// <summary>Under which names the server answers, and whom it believes for whom they ask.</summary>
public sealed class EntranceTests
{
    private static readonly Entrance BehindProxy = new()
    {
        Proxies = [Entrance.ReadProxy("10.1.0.0/16"), Entrance.ReadProxy("fd00::5")],
        PublicUrl = new Uri("https://etalon.example.org"),
        Hosts = ["other.example.org"],
    };

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST:1234", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:80", true)]
    [InlineData("etalon.example.org", true)]
    [InlineData("other.example.org:8443", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("etalon.example.org.evil.example", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("2130706433", false)]
    public async Task Only_own_names_are_answered_to(string host, bool isOurs)
    {
        var answer = await AskAsync(BehindProxy, "192.0.2.1", ("Host", host));

        Assert.Equal(isOurs, answer["host"] is not null);
        Assert.Equal(isOurs ? null : "foreign-host", (string?)answer["refusal"]);
    }

    [Fact]
    public async Task Every_name_counts_where_that_is_asked_for()
    {
        var answer = await AskAsync(new Entrance { Hosts = ["*"] }, "192.0.2.1", ("Host", "any.example"));

        Assert.Equal("any.example", (string?)answer["host"]);
    }

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("::ffff:10.1.2.3")]
    [InlineData("fd00::5")]
    public async Task A_trusted_proxy_says_for_whom_it_asks(string proxy)
    {
        var answer = await AskAsync(BehindProxy, proxy, ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "etalon.example.org"));

        Assert.Equal(("198.51.100.7", "https", "etalon.example.org"), ((string?)answer["from"], (string?)answer["scheme"], (string?)answer["host"]));
        Assert.Contains("secure", (string?)answer["cookie"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.2.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("198.51.100.9")]
    public async Task Nobody_else_is_believed(string from)
    {
        var answer = await AskAsync(BehindProxy, from, ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        Assert.Equal((from, "http", "localhost"), ((string?)answer["from"], (string?)answer["scheme"], (string?)answer["host"]));
        Assert.DoesNotContain("secure", (string?)answer["cookie"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_proxies_not_even_this_machine_is_believed()
    {
        var answer = await AskAsync(new Entrance(), "127.0.0.1", ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"));

        Assert.Equal(("127.0.0.1", "http"), ((string?)answer["from"], (string?)answer["scheme"]));
    }

    [Fact]
    public async Task Only_the_part_of_a_chain_that_trusted_proxies_wrote_is_believed()
    {
        // The client wrote the first, a proxy outside the second, ours the third and fourth.
        var answer = await AskAsync(BehindProxy, "10.1.0.1", ("X-Forwarded-For", "127.0.0.1, 203.0.113.1, 198.51.100.7, 10.1.0.9"));

        Assert.Equal("198.51.100.7", (string?)answer["from"]);
    }

    [Fact]
    public async Task A_proxy_cannot_bring_in_a_foreign_name()
    {
        var answer = await AskAsync(BehindProxy, "10.1.0.1", ("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"));

        Assert.Equal("foreign-host", (string?)answer["refusal"]);
    }

    [Theory]
    [InlineData("everywhere")]
    [InlineData("10.0.0.0/99")]
    [InlineData("proxy.example")]
    public void What_is_no_address_is_no_proxy(string text) =>
        Assert.Contains(text, Assert.Throws<RefusalException>(() => Entrance.ReadProxy(text)).Message, StringComparison.Ordinal);

    /// <summary>What the server's own entrance makes of a request that comes from an address.</summary>
    private static async Task<JsonObject> AskAsync(Entrance entrance, string from, params (string Name, string Value)[] headers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(new ServerOptions { Entrance = entrance });
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            return next(context);
        });
        app.UseTrustedProxies(entrance.Proxies);
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (RefusalException refusal)
            {
                await context.Response.WriteAsJsonAsync(new { refusal = refusal.Code });
            }
        });
        app.UseMiddleware<HostGate>();
        app.Run(static context =>
        {
            BrowserSession.Give(context, "secret");
            return context.Response.WriteAsJsonAsync(new
            {
                from = Caller.HostOf(context),
                scheme = context.Request.Scheme,
                host = context.Request.Host.Host,
                cookie = context.Response.Headers.SetCookie.ToString(),
            });
        });
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "localhost" } };
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }

        using var answer = await http.SendAsync(request);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
