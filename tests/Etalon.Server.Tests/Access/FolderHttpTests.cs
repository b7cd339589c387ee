using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Whose folders are shown to whom.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class FolderHttpTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_folder_is_shown_to_whoever_made_it_and_to_whoever_may_see_something_in_it_or_below()
    {
        using var owner = new Browser(etalon);
        using var other = new Browser(etalon);
        using var member = new Browser(etalon);
        using var admin = etalon.NewClient();
        var (anna, bert) = (await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon));
        await owner.SignInAsync(anna);
        await member.SignInAsync(bert);
        await other.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        var number = "F-" + anna;
        var top = (string)(await PostAsync(owner, "/api/folders", new { name = "secret project of " + anna }))!["id"]!;
        var middle = (string)(await PostAsync(owner, "/api/folders", new { name = "2026", parent = top }))!["id"]!;
        var low = (string)(await PostAsync(owner, "/api/folders", new { name = "raw", parent = middle }))!["id"]!;
        await PostAsync(owner, "/api/folders", new { name = "empty", parent = middle });
        var dataset = RunningEtalon.DatasetOf((await PostAsync(owner, "/api/runs?wait=60", new { @operator = "random", set = new { shape = "x=8" }, cache = false }))!.AsObject());
        await PostAsync(owner, $"/api/folders/{low}/datasets", new[] { dataset });

        Assert.Equal((true, false, false), (await ShowsAsync(owner, null, top), await ShowsAsync(member, null, top), await ShowsAsync(other, null, top)));
        Assert.Equal((2, 0), ((await ListAsync(owner, middle)).Count, (await ListAsync(member, middle)).Count));

        using var made = await admin.PostAsJsonAsync("/api/proposals", new { number });
        var proposal = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["id"]!;
        foreach (var name in new[] { anna, bert })
        {
            using var added = await admin.PostAsJsonAsync($"/api/proposals/{proposal}/members", new { name });
            Assert.True(added.IsSuccessStatusCode);
        }

        await PostAsync(owner, $"/api/proposals/{proposal}/datasets", new[] { dataset });

        Assert.Equal((true, false), (await ShowsAsync(member, null, top), await ShowsAsync(other, null, top)));
        Assert.Equal(["raw"], (await ListAsync(member, middle)).Select(static folder => (string)folder!["name"]!));
        using var everything = await admin.GetAsync($"/api/folders?parent={middle}");
        Assert.Equal(2, JsonNode.Parse(await everything.Content.ReadAsStringAsync())!.AsArray().Count);
    }

    private static async Task<bool> ShowsAsync(Browser browser, string? parent, string folder) =>
        (await ListAsync(browser, parent)).Any(one => string.Equals((string?)one!["id"], folder, StringComparison.Ordinal));

    private static async Task<JsonArray> ListAsync(Browser browser, string? parent)
    {
        using var answer = await browser.SendAsync(HttpMethod.Get, "/api/folders" + (parent is null ? "" : $"?parent={parent}"));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();
    }

    private static async Task<JsonNode?> PostAsync(Browser browser, string path, object body)
    {
        using var answer = await browser.SendAsync(HttpMethod.Post, path, body);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }
}
