using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>What a look costs that nobody waits for any more, that is not for whoever asks, or that is too large.</summary>
[Collection(ViewedEtalon.Name)]
public sealed class GoneClientTests(RunningEtalon etalon)
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_look_whose_client_has_gone_is_not_made_to_its_end()
    {
        using var client = etalon.NewClient();
        var look = $"/api/cube/histogram?cube={Uri.EscapeDataString(await LargeAsync(client))}&x=x&y=y&bins=4096";
        var worker = (int)(await InteractiveAsync(client))["process"]!;
        try
        {
            // The worker stands still, so that the look is certainly on its way when the client goes.
            Processes.Send(worker, Stop);
            using var gone = new CancellationTokenSource();
            var asked = client.GetAsync(look, gone.Token);
            await UntilAsync(client, open: 1);
            await gone.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
            await Task.Delay(300);
            Processes.Send(worker, Continue);
            await UntilAsync(client, open: 0);

            // Looks that were made to their end are remembered, and answered without the worker: this one is not.
            Processes.Send(worker, Stop);
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetAsync(look, soon.Token));
            Processes.Send(worker, Continue);
            await UntilAsync(client, open: 0);
            using var whole = await client.GetAsync(look);
            Processes.Send(worker, Stop);
            using var remembered = await client.GetAsync(look);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (whole.StatusCode, remembered.StatusCode));
        }
        finally
        {
            Processes.Send(worker, Continue);
        }
    }

    [Theory]
    [InlineData("slice")]
    [InlineData("samples")]
    public async Task What_is_too_large_for_one_answer_is_refused_with_a_way_out(string way)
    {
        using var client = etalon.NewClient();
        using var made = await client.PostAsJsonAsync("/api/runs?wait=60", new { @operator = "random", set = new { shape = "z=17,y=2048,x=2048" } });
        var place = RunningEtalon.Place(JsonNode.Parse(await made.Content.ReadAsStringAsync())!.AsObject());
        var address = $"/api/cube/{way}?cube={Uri.EscapeDataString(place)}";
        using var refused = await client.GetAsync(address);
        using var smaller = await client.GetAsync($"{address}&region=z=0:1;y=0:8");

        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.OK), (refused.StatusCode, smaller.StatusCode));
        Assert.Equal("region-too-large", (string?)problem["code"]);
        Assert.Contains("smaller region", (string?)problem["help"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_a_strangers_token_no_view_of_a_cube_is_there()
    {
        using var owner = new Browser(etalon);
        using var stranger = new Browser(etalon);
        await owner.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        await stranger.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        using var made = await owner.SendAsync(HttpMethod.Post, "/api/runs?wait=60", new { @operator = "random", set = new { shape = "z=2,y=4,x=8" }, cache = false });
        var place = RunningEtalon.Place(JsonNode.Parse(await made.Content.ReadAsStringAsync())!.AsObject());
        var (cube, dataset) = (Uri.EscapeDataString(place), place.Split('/')[0]);
        using var own = await ProgramAsync(owner);
        using var foreign = await ProgramAsync(stranger);
        string[] looks =
        [
            $"/api/cube?cube={cube}", $"/api/cube/slice?cube={cube}", $"/api/cube/samples?cube={cube}", $"/api/cube/picture?cube={cube}&region=z=0:1", $"/api/cube/stats?cube={cube}",
            $"/api/cube/frame?cube={cube}", $"/api/cube/tile?cube={cube}&level=0&row=0&column=0&window=0,1", $"/api/cube/histogram?cube={cube}", $"/api/cube/profile?cube={cube}&from=0,0&to=3,3",
            $"/h5/meta/?file={dataset}&path=/", $"/h5/paths/?file={dataset}&path=/", $"/h5/attr/?file={dataset}&path=/", $"/zarr/{dataset}/zarr.json", $"/zarr/{dataset}/.zgroup",
        ];

        foreach (var look in looks)
        {
            using var seen = await own.GetAsync(look);
            using var hidden = await foreign.GetAsync(look);
            var text = await hidden.Content.ReadAsStringAsync();
            Assert.True(seen.StatusCode == HttpStatusCode.OK, $"{look}: {seen.StatusCode}");
            Assert.True(hidden.StatusCode == HttpStatusCode.NotFound, $"{look}: {hidden.StatusCode}");
            Assert.DoesNotContain("random", text, StringComparison.Ordinal);

            // Whoever asks with the tag of an answer that somebody else got is not told that it is still the same.
            if (seen.Headers.ETag is { } tag)
            {
                using var again = new HttpRequestMessage(HttpMethod.Get, look) { Headers = { IfNoneMatch = { tag } } };
                using var told = await foreign.SendAsync(again);
                Assert.True(told.StatusCode == HttpStatusCode.NotFound, $"{look} with a tag: {told.StatusCode}");
            }
        }
    }

    private static async Task<string> LargeAsync(HttpClient client)
    {
        using var made = await client.PostAsJsonAsync("/api/runs?wait=60", new { @operator = "random", set = new { shape = "y=4096,x=4096", seed = 77 }, cache = false });
        return RunningEtalon.Place(JsonNode.Parse(await made.Content.ReadAsStringAsync())!.AsObject());
    }

    private static async Task<JsonObject> InteractiveAsync(HttpClient client) =>
        JsonNode.Parse(await client.GetStringAsync("/api/status"))!["workers"]!.AsArray().Select(static worker => worker!.AsObject())
            .Single(static worker => string.Equals((string?)worker["kind"], "interactive", StringComparison.OrdinalIgnoreCase));

    private static async Task UntilAsync(HttpClient client, int open)
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((int)(await InteractiveAsync(client))["openCalls"]! != open)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private async Task<HttpClient> ProgramAsync(Browser browser)
    {
        using var made = await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "program" });
        var secret = (string)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["secret"]!;
        return new HttpClient { BaseAddress = new Uri(etalon.Url), DefaultRequestHeaders = { Authorization = new("Bearer", secret) } };
    }
}
