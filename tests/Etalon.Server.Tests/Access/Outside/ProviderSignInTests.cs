using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Signing in with an account from outside.</summary>
public sealed class ProviderSignInTests(EtalonWithProviders etalon) : IClassFixture<EtalonWithProviders>
{
    private static readonly string[] BothRoles = ["administrator", "staff"];

    [Fact]
    public async Task Somebody_new_comes_in_and_is_the_same_person_next_time_whatever_they_are_called_then()
    {
        var name = NewPerson(etalon.Facility, fullName: "Ada L.");
        using var browser = new Browser(etalon);
        using var entered = await Journey.MakeAsync(browser, "facility", name, "/find?q=a%20b#c");
        var first = await SelfAsync(browser);
        etalon.Facility.People[name]["preferred_username"] = "other-" + name;
        using var elsewhere = new Browser(etalon);
        using var again = await Journey.MakeAsync(elsewhere, "facility", name);
        var second = await SelfAsync(elsewhere);

        Assert.Equal((HttpStatusCode.Redirect, "/find?q=a%20b#c"), (entered.StatusCode, entered.Headers.Location!.OriginalString));
        Assert.Equal("/", again.Headers.Location!.OriginalString);
        Assert.Equal((name, "Ada L."), ((string?)first["name"], (string?)first["fullName"]));
        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Equal(name, (string?)second["name"]);
        Assert.DoesNotContain(TestProvider.Secret, etalon.ServerLog, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_or_an_address_of_mail_makes_nobody_somebody_else()
    {
        var local = await OphidiaUsers.NewAsync(etalon);
        using var admin = etalon.NewClient();
        var mail = local + "@uni.example";
        using var added = await admin.PostAsJsonAsync("/api/users", new { name = "mail-" + local, email = mail });
        Assert.True(added.IsSuccessStatusCode);
        etalon.University.People[local] = new JsonObject { ["id"] = 4711, ["login"] = local, ["email"] = mail, ["email_verified"] = true };
        NewPerson(etalon.Facility, local, mail: mail);
        using var university = new Browser(etalon);
        using var facility = new Browser(etalon);
        using var one = await Journey.MakeAsync(university, "university", local);
        using var other = await Journey.MakeAsync(facility, "facility", local);

        Assert.Equal([$"{local}@university", $"{local}@facility"], [$"{(await SelfAsync(university))["name"]}", $"{(await SelfAsync(facility))["name"]}"]);
    }

    [Fact]
    public async Task What_comes_back_counts_once_and_only_in_the_browser_that_was_sent()
    {
        var name = NewPerson(etalon.Facility);
        using var browser = new Browser(etalon);
        using var other = new Browser(etalon);
        var back = await Journey.GoAsync(browser, "facility", name);
        var stolen = await Journey.GoAsync(other, "facility", name);
        using var first = await browser.SendAsync(HttpMethod.Get, back);
        using var again = await browser.SendAsync(HttpMethod.Get, back);
        using var victim = new Browser(etalon);
        using var lured = await victim.SendAsync(HttpMethod.Get, stolen);
        using var late = await other.SendAsync(HttpMethod.Get, stolen);

        Assert.Equal("/", first.Headers.Location!.OriginalString);
        Assert.All([again, lured, late], static answer => Assert.Equal("used-sign-in", Journey.Refusal(answer).Code));
        Assert.Null(victim.Cookie);
    }

    [Theory]
    [InlineData("?code=x")]
    [InlineData("?code=x&state=")]
    [InlineData("?code=x&state=guessed")]
    [InlineData("?error=access_denied")]
    [InlineData("")]
    public async Task Who_was_not_sent_does_not_come_back(string query)
    {
        using var browser = new Browser(etalon);
        await Journey.GoAsync(browser, "facility", NewPerson(etalon.Facility));
        using var answer = await browser.SendAsync(HttpMethod.Get, "/api/session/provider/facility/back" + query);

        Assert.Equal("used-sign-in", Journey.Refusal(answer).Code);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task An_answer_of_one_provider_is_none_of_another()
    {
        var name = NewPerson(etalon.Facility);
        NewPerson(etalon.Closed, name);
        using var browser = new Browser(etalon);
        var back = await Journey.GoAsync(browser, "facility", name);
        using var mixed = await browser.SendAsync(HttpMethod.Get, back.Replace("/facility/", "/closed/", StringComparison.Ordinal));
        back = await Journey.GoAsync(browser, "facility", name);
        using var claimed = await browser.SendAsync(HttpMethod.Get, back[..back.IndexOf("&iss=", StringComparison.Ordinal)] + "&iss=" + Uri.EscapeDataString(etalon.Closed.Url));
        back = await Journey.GoAsync(browser, "facility", name);
        using var twofold = await browser.SendAsync(HttpMethod.Get, back + "&code=another");

        Assert.Equal(["used-sign-in", "wrong-provider", "provider-refused"], [Journey.Refusal(mixed).Code, Journey.Refusal(claimed).Code, Journey.Refusal(twofold).Code]);
        Assert.Null(browser.Cookie);
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused_by_the_provider_and_that_is_said()
    {
        var name = NewPerson(etalon.Facility);
        using var browser = new Browser(etalon);
        using var thief = new Browser(etalon);
        var code = Code(await Journey.GoAsync(browser, "facility", name));
        var own = await Journey.GoAsync(thief, "facility", name);

        // Somebody else's code in one's own journey: it does not belong to the secret with which the journey began.
        using var injected = await thief.SendAsync(HttpMethod.Get, own.Replace(Code(own), code, StringComparison.Ordinal));

        var (refusal, title) = Journey.Refusal(injected);
        Assert.Equal("provider-refused", refusal);
        Assert.Contains("invalid_grant", title, StringComparison.Ordinal);
        Assert.Null(thief.Cookie);
        Assert.Contains("client True, code True", etalon.Facility.Refused);
    }

    [Fact]
    public async Task Whoever_declines_is_told_so_and_nothing_of_the_providers_is_shown()
    {
        using var browser = new Browser(etalon);
        using var answer = await Journey.MakeAsync(browser, "facility", "nobody");

        var (code, title) = Journey.Refusal(answer);
        Assert.Equal("sign-in-declined", code);
        Assert.Contains("The facility", title, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProviderFault.Slow, "within 1 seconds")]
    [InlineData(ProviderFault.Endless, "within 1 seconds")]
    [InlineData(ProviderFault.Oversized, "far too much")]
    [InlineData(ProviderFault.Page, "no JSON")]
    [InlineData(ProviderFault.List, "no object")]
    [InlineData(ProviderFault.Twice, "no JSON")]
    [InlineData(ProviderFault.Elsewhere, "elsewhere")]
    [InlineData(ProviderFault.Failure, "status 503")]
    [InlineData(ProviderFault.HangUp, "cannot be reached")]
    [InlineData(ProviderFault.OtherToken, "nothing that can be used")]
    public async Task A_provider_that_misbehaves_is_refused_in_words(ProviderFault fault, string words)
    {
        var name = NewPerson(etalon.Odd);
        using var browser = new Browser(etalon);
        etalon.Odd.Fault = fault;
        using var answer = await Journey.MakeAsync(browser, "odd", name);

        var (code, title) = Journey.Refusal(answer);
        Assert.Equal("provider-failed", code);
        Assert.Contains(words, title, StringComparison.Ordinal);
        Assert.Equal(0, etalon.Odd.Elsewhere);
        Assert.Null(browser.Cookie);
    }

    [Theory]
    [InlineData("away", "cannot be reached")]
    [InlineData("liar", "another provider")]
    [InlineData("stray", "token_endpoint")]
    public async Task A_provider_that_cannot_be_right_is_not_gone_to(string provider, string words)
    {
        using var browser = new Browser(etalon);
        using var answer = await browser.SendAsync(HttpMethod.Get, $"/api/session/provider/{provider}");

        Assert.Contains(words, Journey.Refusal(answer).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_shut_out_here_does_not_come_in_from_outside()
    {
        var name = NewPerson(etalon.Facility);
        using var browser = new Browser(etalon);
        using var admin = etalon.NewClient();
        (await Journey.MakeAsync(browser, "facility", name)).Dispose();
        using var shut = await admin.PutAsJsonAsync($"/api/users/{name}", new { active = false });
        using var during = await browser.SendAsync(HttpMethod.Get, "/api/session");
        using var answer = await Journey.MakeAsync(browser, "facility", name);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (shut.StatusCode, during.StatusCode));
        Assert.Equal("account-disabled", Journey.Refusal(answer).Code);
    }

    [Theory]
    [InlineData("x@uni.example", true, true)]
    [InlineData("x@UNI.example", true, true)]
    [InlineData("x@uni.example", false, false)]
    [InlineData("x@uni.example", null, false)]
    [InlineData("x@sub.uni.example", true, false)]
    [InlineData("x@uni.example.evil.example", true, false)]
    [InlineData("uni.example", true, false)]
    [InlineData(null, true, false)]
    public async Task Only_confirmed_addresses_of_the_right_domain_come_in(string? mail, bool? verified, bool comesIn)
    {
        var name = Guid.NewGuid().ToString("N");
        etalon.University.People[name] = new JsonObject { ["id"] = name, ["login"] = name, ["email"] = mail, ["email_verified"] = verified };
        using var browser = new Browser(etalon);
        using var answer = await Journey.MakeAsync(browser, "university", name);

        Assert.Equal(comesIn ? "/" : "/signin", answer.Headers.Location!.OriginalString);
        Assert.Equal(comesIn, browser.Cookie is not null);
    }

    [Fact]
    public async Task Groups_give_roles_and_proposals_and_take_what_they_gave()
    {
        var (name, mark) = (NewPerson(etalon.Facility), Guid.NewGuid().ToString("N"));
        using var admin = etalon.NewClient();
        foreach (var number in new[] { $"OUT-{mark}", $"HAND-{mark}" })
        {
            using var made = await admin.PostAsJsonAsync("/api/proposals", new { number });
            Assert.True(made.IsSuccessStatusCode);
        }

        etalon.Facility.People[name]["groups"] = new JsonArray("beamline", $"proposal-{mark}", "proposal-not-here");
        using var browser = new Browser(etalon);
        (await Journey.MakeAsync(browser, "facility", name)).Dispose();
        Assert.Equal(["staff"], Roles(await SelfAsync(browser)));
        var hand = (await ProposalsAsync(browser)).Single(one => string.Equals((string?)one!["number"], $"HAND-{mark}", StringComparison.Ordinal))!["id"];
        using var member = await admin.PostAsJsonAsync($"/api/proposals/{hand}/members", new { name });
        using var promoted = await admin.PutAsJsonAsync($"/api/users/{name}", new { roles = BothRoles });
        etalon.Facility.People[name]["groups"] = "other things";
        (await Journey.MakeAsync(browser, "facility", name)).Dispose();
        Assert.Equal(["administrator"], Roles(await SelfAsync(browser)));

        using var demoted = await admin.PutAsJsonAsync($"/api/users/{name}", new { roles = Array.Empty<string>() });
        Assert.Equal([$"HAND-{mark}"], (await ProposalsAsync(browser)).Select(static one => (string)one!["number"]!));
    }

    [Fact]
    public async Task Where_nobody_new_is_let_in_people_connect_their_accounts_and_take_them_away_again()
    {
        var account = NewPerson(etalon.Closed, groups: ["users"]);
        var outsider = NewPerson(etalon.Closed);
        var local = await OphidiaUsers.NewAsync(etalon);
        using var browser = new Browser(etalon);
        using var before = await Journey.MakeAsync(browser, "closed", account);
        using var foreign = await Journey.MakeAsync(browser, "closed", outsider);
        Assert.Equal(("unknown-account", "not-allowed"), (Journey.Refusal(before).Code, Journey.Refusal(foreign).Code));

        await browser.SignInAsync(local);
        using var unmeant = await browser.SendAsync(HttpMethod.Post, "/api/session/provider/closed/connect", csrf: "x");
        Assert.Equal(HttpStatusCode.Forbidden, unmeant.StatusCode);
        using var begun = await browser.SendAsync(HttpMethod.Post, "/api/session/provider/closed/connect");
        var url = (string)JsonNode.Parse(await begun.Content.ReadAsStringAsync())!["url"]!;
        using var connected = await browser.SendAsync(HttpMethod.Get, await Journey.ComeAsync(url, account));
        Assert.Equal("/account", connected.Headers.Location!.OriginalString);
        Assert.True(await IsConnectedAsync(browser));

        using var elsewhere = new Browser(etalon);
        (await Journey.MakeAsync(elsewhere, "closed", account)).Dispose();
        Assert.Equal(local, (string?)(await SelfAsync(elsewhere))["name"]);
        using var away = await browser.SendAsync(HttpMethod.Delete, "/api/session/provider/closed");
        Assert.Equal(HttpStatusCode.OK, away.StatusCode);
        Assert.False(await IsConnectedAsync(browser));
        using var last = await Journey.MakeAsync(elsewhere, "closed", account);
        Assert.Equal("unknown-account", Journey.Refusal(last).Code);
    }

    [Fact]
    public async Task A_connection_that_was_begun_by_somebody_counts_for_nobody_else()
    {
        var account = NewPerson(etalon.Closed, groups: ["users"]);
        using var browser = new Browser(etalon);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        using var begun = await browser.SendAsync(HttpMethod.Post, "/api/session/provider/closed/connect");
        var back = await Journey.ComeAsync((string)JsonNode.Parse(await begun.Content.ReadAsStringAsync())!["url"]!, account);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        using var answer = await browser.SendAsync(HttpMethod.Get, back);

        Assert.Equal("used-sign-in", Journey.Refusal(answer).Code);
        Assert.False(await IsConnectedAsync(browser));
    }

    [Fact]
    public async Task The_session_before_ends_and_the_journeys_cookie_stays_where_it_belongs()
    {
        var name = NewPerson(etalon.Facility);
        using var browser = new Browser(etalon);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        var before = browser.Cookie;
        using var begun = await browser.SendAsync(HttpMethod.Get, "/api/session/provider/facility");
        var cookie = begun.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant();
        using var entered = await browser.SendAsync(HttpMethod.Get, await Journey.ComeAsync(begun.Headers.Location!.OriginalString, name));
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(etalon.Url), DefaultRequestHeaders = { { "Cookie", $"etalon_session={before}" } } };
        using var old = await http.GetAsync("/api/session");

        Assert.All(["httponly", "samesite=lax", "path=/api/session/provider", "max-age=600"], part => Assert.Contains(part, cookie, StringComparison.Ordinal));
        Assert.Equal("/", entered.Headers.Location!.OriginalString);
        Assert.Equal((HttpStatusCode.Unauthorized, name), (old.StatusCode, (string?)(await SelfAsync(browser))["name"]));
    }

    [Fact]
    public async Task The_sign_in_page_is_told_which_providers_there_are_and_nothing_else_of_them()
    {
        using var http = new HttpClient { BaseAddress = new Uri(etalon.Url) };
        var listed = JsonNode.Parse(await http.GetStringAsync("/api/session/providers"))!.AsArray();

        Assert.Equal("""{"name":"facility","title":"The facility","connected":false}""", listed[0]!.ToJsonString());
        Assert.Equal(7, listed.Count);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/session/provider/none")).StatusCode);
    }

    private static string NewPerson(TestProvider provider, string? name = null, string fullName = "", string mail = "", string[]? groups = null)
    {
        name ??= "p" + Guid.NewGuid().ToString("N")[..12];
        provider.People[name] = new JsonObject
        {
            ["sub"] = "subject of " + name,
            ["preferred_username"] = name,
            ["name"] = fullName,
            ["email"] = mail,
            ["groups"] = new JsonArray([.. (groups ?? []).Select(static group => (JsonNode)group)]),
        };
        return name;
    }

    private static string Code(string back) => back.Split("code=")[1].Split('&')[0];

    private static string[] Roles(JsonNode person) => [.. person["roles"]!.AsArray().Select(static role => (string)role!)];

    private static async Task<JsonNode> SelfAsync(Browser browser)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, "/api/session");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!["person"]!;
    }

    private static async Task<JsonArray> ProposalsAsync(Browser browser)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, "/api/proposals");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();
    }

    private static async Task<bool> IsConnectedAsync(Browser browser)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, "/api/session/providers");
        return (bool)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray().Single(static one => string.Equals((string?)one!["name"], "closed", StringComparison.Ordinal))!["connected"]!;
    }
}
