using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>The server remembers callers and datasets for a moment: what was taken from somebody is gone with the next request all the same.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class RightsAtOnceTests(RunningEtalon etalon)
{
    private const int Looks = 20;

    [Fact]
    public async Task A_member_who_leaves_sees_nothing_with_the_next_request_neither_with_session_nor_with_token()
    {
        var (owner, member, admin) = (new Browser(etalon), new Browser(etalon), etalon.NewClient());
        using (owner)
        using (member)
        using (admin)
        {
            var (anna, bert) = (await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon));
            await owner.SignInAsync(anna);
            await member.SignInAsync(bert);
            using var program = await ProgramOfAsync(member);
            var proposal = (string)(await JsonAsync(await admin.PostAsJsonAsync("/api/proposals", new { number = $"P-{anna}" })))["id"]!;
            await OkAsync(await admin.PostAsJsonAsync($"/api/proposals/{proposal}/members", new { name = anna }));
            var dataset = await NewDatasetAsync(owner);
            await OkAsync(await owner.SendAsync(HttpMethod.Post, $"/api/proposals/{proposal}/datasets", new[] { dataset }));

            for (var round = 0; round < 3; round++)
            {
                Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], await LookAsync(member, program, dataset));
                await OkAsync(await admin.PostAsJsonAsync($"/api/proposals/{proposal}/members", new { name = bert }));
                Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], await LookAsync(member, program, dataset));
                await OkAsync(await admin.DeleteAsync($"/api/proposals/{proposal}/members/{bert}"));
            }

            await OkAsync(await admin.PostAsJsonAsync($"/api/proposals/{proposal}/members", new { name = bert }));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], await LookAsync(member, program, dataset));
            await OkAsync(await owner.SendAsync(HttpMethod.Delete, $"/api/proposals/{proposal}/datasets/{dataset}"));
            Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], await LookAsync(member, program, dataset));
        }
    }

    [Fact]
    public async Task Roles_count_with_the_next_request()
    {
        using var owner = new Browser(etalon);
        using var other = new Browser(etalon);
        using var admin = etalon.NewClient();
        var name = await OphidiaUsers.NewAsync(etalon);
        await owner.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        await other.SignInAsync(name);
        using var program = await ProgramOfAsync(other);
        var dataset = await NewDatasetAsync(owner);

        foreach (var (roles, expected) in new[] { (Array.Empty<string>(), HttpStatusCode.NotFound), (["staff"], HttpStatusCode.OK), ([], HttpStatusCode.NotFound) })
        {
            await OkAsync(await admin.PutAsJsonAsync($"/api/users/{name}", new { roles }));
            Assert.Equal([expected, expected], await LookAsync(other, program, dataset));
        }
    }

    [Fact]
    public async Task A_token_that_is_revoked_and_a_dataset_that_is_deleted_are_gone_with_the_next_request()
    {
        using var owner = new Browser(etalon);
        await owner.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        var token = await JsonAsync(await owner.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "short" }));
        using var program = ProgramWith((string)token["secret"]!);
        var (kept, deleted) = (await NewDatasetAsync(owner), await NewDatasetAsync(owner));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], await LookAsync(owner, program, deleted));

        await OkAsync(await owner.SendAsync(HttpMethod.Delete, $"/api/datasets/{deleted}"));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound], await LookAsync(owner, program, deleted));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], await LookAsync(owner, program, kept));
        await OkAsync(await owner.SendAsync(HttpMethod.Delete, $"/api/tokens/{token["id"]}"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Unauthorized], await LookAsync(owner, program, kept));
    }

    [Fact]
    public async Task A_token_ends_at_its_moment_though_it_came_just_before()
    {
        using var owner = new Browser(etalon);
        await owner.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        var until = TimeProvider.System.GetUtcNow().AddSeconds(4);
        using var program = ProgramWith((string)(await JsonAsync(await owner.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "brief", until })))["secret"]!);
        var seen = new List<(DateTimeOffset Before, HttpStatusCode Status)>();
        while (seen.Count == 0 || seen[^1].Before <= until)
        {
            var before = TimeProvider.System.GetUtcNow();
            using var answer = await program.GetAsync("/api/session");
            seen.Add((before, answer.StatusCode));
            await Task.Delay(20);
        }

        Assert.Contains(seen, static look => look.Status == HttpStatusCode.OK);
        Assert.All(seen.Where(look => look.Before > until), static look => Assert.Equal(HttpStatusCode.Unauthorized, look.Status));
    }

    /// <summary>What is seen with the session and with the token: each time the same, or the test fails.</summary>
    private static async Task<HttpStatusCode[]> LookAsync(Browser browser, HttpClient program, string dataset)
    {
        var path = $"/api/datasets/{dataset}";
        var seen = new List<(HttpStatusCode Session, HttpStatusCode Token)>();
        for (var look = 0; look < Looks; look++)
        {
            using var one = await browser.SendAsync(HttpMethod.Get, path);
            using var other = await program.GetAsync(path);
            seen.Add((one.StatusCode, other.StatusCode));
        }

        var (session, token) = Assert.Single(seen.Distinct());
        return [session, token];
    }

    private static async Task<string> NewDatasetAsync(Browser owner) => RunningEtalon.DatasetOf(await JsonAsync(
        await owner.SendAsync(HttpMethod.Post, "/api/runs?wait=60", new { @operator = "random", set = new { shape = "x=8" }, cache = false })));

    private static async Task OkAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }

    private static async Task<JsonObject> JsonAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);
            return JsonNode.Parse(text)!.AsObject();
        }
    }

    private async Task<HttpClient> ProgramOfAsync(Browser browser) =>
        ProgramWith((string)(await JsonAsync(await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "program" })))["secret"]!);

    private HttpClient ProgramWith(string token) =>
        new() { BaseAddress = new Uri(etalon.Url), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
}
