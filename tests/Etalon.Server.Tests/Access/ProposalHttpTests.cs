using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>What members of a proposal see over HTTP, and what is not there for others.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class ProposalHttpTests(RunningEtalon etalon)
{
    [Fact]
    public async Task Members_see_list_slice_and_derive_from_a_proposals_dataset_and_for_others_it_is_not_there()
    {
        using var admin = etalon.NewClient();
        var (anna, bert, cleo) = (await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon));
        var proposal = (string)(await JsonAsync(await admin.PostAsJsonAsync("/api/proposals", new { number = $"P-{anna}" })))["id"]!;
        foreach (var name in new[] { anna, bert })
        {
            using var added = await admin.PostAsJsonAsync($"/api/proposals/{proposal}/members", new { name });
            Assert.True(added.IsSuccessStatusCode);
        }

        using var owner = new Browser(etalon);
        using var member = new Browser(etalon);
        using var stranger = new Browser(etalon);
        await owner.SignInAsync(anna);
        await member.SignInAsync(bert);
        await stranger.SignInAsync(cleo);
        var made = await JsonAsync(await owner.SendAsync(HttpMethod.Post, "/api/runs?wait=60", new { @operator = "random", set = new { shape = "x=8" } }));
        var place = RunningEtalon.Place(made);
        var dataset = place.Split('/')[0];
        string[] looks =
        [
            $"/api/datasets/{dataset}", $"/api/datasets/{dataset}/lineage", $"/api/cube?cube={Uri.EscapeDataString(place)}",
            $"/api/cube/slice?cube={Uri.EscapeDataString(place)}", $"/api/cube/picture?cube={Uri.EscapeDataString(place)}", $"/api/runs/{made["run"]}", $"/api/runs/{made["run"]}/log",
        ];

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.NotFound, looks.Length), await LookAsync(member, looks));
        using var given = await owner.SendAsync(HttpMethod.Post, $"/api/proposals/{proposal}/datasets", new[] { dataset });
        Assert.Equal($"[\"{dataset}\"]", await given.Content.ReadAsStringAsync());

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.OK, looks.Length), await LookAsync(member, looks));
        Assert.Equal(Enumerable.Repeat(HttpStatusCode.NotFound, looks.Length), await LookAsync(stranger, looks));
        var order = new { where = Array.Empty<string>(), proposal, facets = new[] { "format" } };
        Assert.Equal(1, (int)(await JsonAsync(await member.SendAsync(HttpMethod.Post, "/api/datasets/find", order)))["total"]!);
        Assert.Equal(0, (int)(await JsonAsync(await stranger.SendAsync(HttpMethod.Post, "/api/datasets/find", order)))["total"]!);

        var derive = new { @operator = "reduce", inputs = new { cube = place }, set = new { operation = "mean", axes = "x" } };
        var derived = await JsonAsync(await member.SendAsync(HttpMethod.Post, "/api/runs?wait=60", derive));
        using var refused = await stranger.SendAsync(HttpMethod.Post, "/api/runs?wait=60", derive);
        using var seen = await owner.SendAsync(HttpMethod.Get, $"/api/datasets/{RunningEtalon.DatasetOf(derived)}");
        using var deleted = await member.SendAsync(HttpMethod.Delete, $"/api/datasets/{dataset}");
        using var hidden = await stranger.SendAsync(HttpMethod.Delete, $"/api/datasets/{dataset}");
        using var cancelled = await member.SendAsync(HttpMethod.Post, $"/api/runs/{made["run"]}/cancel");
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.Forbidden],
            [refused.StatusCode, seen.StatusCode, deleted.StatusCode, hidden.StatusCode, cancelled.StatusCode]);
    }

    [Fact]
    public async Task Whoever_is_shut_out_is_out_at_once_with_session_and_token()
    {
        using var admin = etalon.NewClient();
        var name = await OphidiaUsers.NewAsync(etalon);
        using var browser = new Browser(etalon);
        await browser.SignInAsync(name);
        var token = (string)(await JsonAsync(await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "mine" })))["secret"]!;
        using var program = new HttpClient { BaseAddress = new Uri(etalon.Url) };
        program.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync("/api/session")).StatusCode);

        using var shut = await admin.PutAsJsonAsync($"/api/users/{name}", new { active = false });

        Assert.Equal(HttpStatusCode.OK, shut.StatusCode);
        using var looked = await browser.SendAsync(HttpMethod.Get, "/api/session");
        using var called = await program.GetAsync("/api/session");
        using var again = await browser.SignInAsync(name);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [looked.StatusCode, called.StatusCode, again.StatusCode]);
        using var own = await admin.PutAsJsonAsync($"/api/users/{Environment.UserName}", new { active = false });
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
    }

    private static async Task<HttpStatusCode[]> LookAsync(Browser browser, string[] paths)
    {
        var answers = new List<HttpStatusCode>();
        foreach (var path in paths)
        {
            using var answer = await browser.SendAsync(HttpMethod.Get, path);
            answers.Add(answer.StatusCode);
        }

        return [.. answers];
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
}
