using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Shared views over HTTP.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class SavedViewHttpTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_shared_view_comes_back_as_it_was()
    {
        using var client = etalon.NewClient();
        var state = new JsonObject { ["schema"] = 1, ["page"] = "look", ["panels"] = new JsonArray(new JsonObject { ["dataset"] = "x", ["zoom"] = 2.5 }) };

        var saved = await SendAsync(client, state.ToJsonString(), "application/json");
        var found = JsonNode.Parse(await client.GetStringAsync($"/api/views/{(string)saved.Body["id"]!}"))!;

        Assert.Equal(HttpStatusCode.OK, saved.Status);
        Assert.True(JsonNode.DeepEquals(state, found["state"]));
        Assert.Equal((string)saved.Body["id"]!, (string)(await SendAsync(client, state.ToJsonString(), "application/json")).Body["id"]!);
    }

    [Theory]
    [InlineData("", "application/json", 422)]
    [InlineData("{", "application/json", 422)]
    [InlineData("no json at all", "application/json", 422)]
    [InlineData("null", "application/json", 422)]
    [InlineData("[1,2]", "application/json", 422)]
    [InlineData("""{"schema":1,"a":"\ud800"}""", "application/json", 422)]
    [InlineData("""{"schema":1}""", "text/plain", 415)]
    public async Task What_is_no_view_is_refused(string body, string type, int status)
    {
        using var client = etalon.NewClient();

        var answer = await SendAsync(client, body, type);

        Assert.Equal(status, (int)answer.Status);
    }

    [Fact]
    public async Task What_is_too_large_or_too_deep_is_refused()
    {
        using var client = etalon.NewClient();

        Assert.Equal("view-too-large", (string?)(await SendAsync(client, $$"""{"schema":1,"a":"{{new string('x', 64 << 10)}}"}""", "application/json")).Body["code"]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(client, $$"""{"schema":1,"a":"{{new string('x', 256 << 10)}}"}""", "application/json")).Status);
        var deep = new string('[', 5000) + new string(']', 5000);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync(client, $$"""{"schema":1,"a":{{deep}}}""", "application/json")).Status);
    }

    [Theory]
    [InlineData("zzzzzzzzzz")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("'%20or%201=1--")]
    public async Task An_unknown_view_is_missing(string id)
    {
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync($"/api/views/{id}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("unknown-view", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]);
    }

    [Fact]
    public async Task Nobody_shares_without_signing_in()
    {
        using var client = new HttpClient { BaseAddress = new Uri(etalon.Url) };

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync("/api/views", new { schema = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/views/0000000000")).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, JsonObject Body)> SendAsync(HttpClient client, string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var answer = await client.PostAsync("/api/views", content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject());
    }
}
