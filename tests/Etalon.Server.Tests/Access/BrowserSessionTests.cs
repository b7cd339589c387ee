using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>How browsers come in, what they may do, and how they go.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class BrowserSessionTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_password_opens_a_session_that_ends_when_its_owner_signs_out()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        using var browser = new Browser(etalon);
        using var before = await browser.SendAsync(HttpMethod.Get, "/api/session");
        using var signedIn = await browser.SignInAsync(name);
        using var during = await browser.SendAsync(HttpMethod.Get, "/api/session");
        var shown = JsonNode.Parse(await during.Content.ReadAsStringAsync())!;
        var cookie = browser.Cookie!;
        using var left = await browser.SendAsync(HttpMethod.Delete, "/api/session");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK), (before.StatusCode, signedIn.StatusCode, left.StatusCode));
        Assert.Equal(name, (string?)shown["person"]!["name"]);
        Assert.Equal((string?)browser.Session!["csrf"], (string?)shown["csrf"]);
        Assert.True((DateTimeOffset)shown["expiresAt"]! > DateTimeOffset.UnixEpoch);
        Assert.Null(browser.Cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(cookie));
    }

    [Fact]
    public async Task The_cookie_is_read_by_no_script_and_sent_by_no_other_site()
    {
        using var browser = new Browser(etalon);
        using var answer = await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));

        Assert.StartsWith("etalon_session=", cookie, StringComparison.Ordinal);
        var parts = cookie.ToLowerInvariant().Split(';', StringSplitOptions.TrimEntries);
        Assert.Contains("httponly", parts);
        Assert.Contains("samesite=lax", parts);
        Assert.Contains("path=/", parts);
        Assert.DoesNotContain((string)browser.Session!["csrf"]!, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_changes_nothing_without_its_second_secret()
    {
        using var browser = new Browser(etalon);
        using var other = new Browser(etalon);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        await other.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        var order = new { name = "mine" };

        using var wrong = await browser.SendAsync(HttpMethod.Post, "/api/tokens", order, csrf: "x");
        using var ofOther = await browser.SendAsync(HttpMethod.Post, "/api/tokens", order, csrf: (string)other.Session!["csrf"]!);
        using var delete = await browser.SendAsync(HttpMethod.Delete, "/api/session", csrf: "x");
        using var right = await browser.SendAsync(HttpMethod.Post, "/api/tokens", order);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        foreach (var refused in new[] { wrong, ofOther, delete })
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Contains("bad-csrf", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_link_signs_in_once()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        var made = await etalon.Ok("signin-link", "--person", name);
        var url = (string)made["url"]!;
        Assert.StartsWith(etalon.Url + "/signin#", url, StringComparison.Ordinal);
        var code = url[(url.IndexOf('#', StringComparison.Ordinal) + 1)..];
        using var first = new Browser(etalon);
        using var second = new Browser(etalon);

        var answers = await Task.WhenAll(first.UseLinkAsync(code), second.UseLinkAsync(code));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal(name, (string?)(first.Session ?? second.Session)!["person"]!["name"]);
        using var guessed = await first.UseLinkAsync(code[..^1]);
        Assert.Contains("used-link", await guessed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        foreach (var answer in answers)
        {
            answer.Dispose();
        }
    }

    [Fact]
    public async Task Only_administrators_make_links_for_others()
    {
        using var browser = new Browser(etalon);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));

        using var own = await browser.SendAsync(HttpMethod.Post, "/api/session/links", new { });
        using var others = await browser.SendAsync(HttpMethod.Post, "/api/session/links", new { name = Environment.UserName });

        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
    }

    [Fact]
    public async Task Signing_in_again_makes_a_new_secret_and_ends_the_session_before()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        using var browser = new Browser(etalon);
        await browser.SignInAsync(name);
        var before = browser.Cookie!;

        await browser.SignInAsync(name);

        Assert.NotEqual(before, browser.Cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(before));
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(browser.Cookie!));
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_but_the_one_in_which_it_is_set()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        using var here = new Browser(etalon);
        using var elsewhere = new Browser(etalon);
        await here.SignInAsync(name);
        await elsewhere.SignInAsync(name);

        using var set = await here.SendAsync(HttpMethod.Post, $"/api/users/{name}/password", new { password = "another long one" });

        Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(here.Cookie!));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(elsewhere.Cookie!));
    }

    [Fact]
    public async Task Wrong_passwords_are_refused_in_one_way_and_five_shut_the_user_out_for_a_time_that_is_said()
    {
        var name = await OphidiaUsers.NewAsync(etalon);
        using var browser = new Browser(etalon);
        using var unknown = await browser.SignInAsync("nobody-" + name);
        var refusals = new List<string>();
        for (var guess = 0; guess < 5; guess++)
        {
            using var wrong = await browser.SignInAsync(name, "something else");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            refusals.Add(Text(await wrong.Content.ReadAsStringAsync()));
        }

        using var shut = await browser.SignInAsync(name);

        Assert.Equal([Text(await unknown.Content.ReadAsStringAsync())], refusals.Distinct(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.TooManyRequests, shut.StatusCode);
        Assert.InRange(shut.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
        Assert.Contains("locked-out", await shut.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_no_password_and_a_session_is_no_token()
    {
        using var browser = new Browser(etalon);
        using var withToken = await browser.SignInAsync(Environment.UserName, etalon.Token);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        using var http = new HttpClient { BaseAddress = new Uri(etalon.Url) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", browser.Cookie);

        using var withCookie = await http.GetAsync("/api/session");

        Assert.Equal(HttpStatusCode.Unauthorized, withToken.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, withCookie.StatusCode);
    }

    [Fact]
    public async Task Two_cookies_of_a_session_are_none_and_a_secret_that_somebody_else_chose_is_never_taken()
    {
        var made = await etalon.Ok("signin-link", "--person", await OphidiaUsers.NewAsync(etalon));
        var code = ((string)made["url"]!).Split('#')[1];
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(etalon.Url) };
        browser.DefaultRequestHeaders.Add("Cookie", "etalon_session=fixed");
        using var entered = await browser.PostAsJsonAsync("/api/session/link", new { code });
        var secret = entered.Headers.GetValues("Set-Cookie").Single().Split(';')[0].Split('=')[1];

        Assert.NotEqual("fixed", secret);
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync($"{secret}; not_etalon_session=x; a=etalon_session"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync("fixed"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync($"{secret}; etalon_session=fixed"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync($"fixed;etalon_session={secret}"));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookieAsync(new string('a', 4000)));
    }

    private static string Text(string problem)
    {
        var node = JsonNode.Parse(problem)!.AsObject();
        node.Remove("traceId");
        return node.ToJsonString();
    }

    private async Task<HttpStatusCode> WithCookieAsync(string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(etalon.Url) };
        http.DefaultRequestHeaders.Add("Cookie", $"etalon_session={cookie}");
        using var answer = await http.GetAsync("/api/session");
        return answer.StatusCode;
    }
}
