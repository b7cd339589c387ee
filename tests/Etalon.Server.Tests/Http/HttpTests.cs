using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>The API as other programs see it.</summary>
[Collection(SharedEtalon.Name)]
public sealed class HttpTests(RunningEtalon etalon)
{
    [Fact]
    public async Task Every_route_but_health_and_signing_in_asks_who_it_is()
    {
        using var stranger = new HttpClient { BaseAddress = new Uri(etalon.Url), Timeout = TimeSpan.FromSeconds(60) };
        var api = JsonNode.Parse(await stranger.GetStringAsync("/openapi.json"))!;
        var open = new List<string>();
        var asked = 0;
        foreach (var (path, verbs) in api["paths"]!.AsObject())
        {
            foreach (var verb in verbs!.AsObject().Select(verb => verb.Key).Where(verb => verb is "get" or "post" or "delete" or "put"))
            {
                var address = path.Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
                    .Replace("{name}", "x", StringComparison.Ordinal).Replace("{folder}", Guid.Empty.ToString(), StringComparison.Ordinal)
                    .Replace("{dataset}", Guid.Empty.ToString(), StringComparison.Ordinal);
                using var request = new HttpRequestMessage(new HttpMethod(verb.ToUpperInvariant()), address);
                using var answer = await stranger.SendAsync(request);
                asked++;
                if (answer.StatusCode != HttpStatusCode.Unauthorized)
                {
                    open.Add(path);
                }
                else
                {
                    var problem = await Problem(answer);
                    Assert.Equal("not-signed-in", (string?)problem["code"]);
                }
            }
        }

        Assert.True(asked > 20);
        Assert.Equal(
            [
                "/api/health", "/api/session", "/api/session/link", "/api/session/provider/{name}", "/api/session/provider/{name}/back", "/api/session/providers",
            ],
            open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_a_problem_document_with_code_and_help()
    {
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync($"/api/datasets/{Guid.NewGuid()}");
        var problem = await Problem(answer);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("unknown-dataset", (string?)problem["code"]);
        Assert.Equal(404, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["help"]!);
    }

    [Theory]
    [InlineData("{ not json")]
    [InlineData("{ \"operator\": 7 }")]
    [InlineData("[]")]
    [InlineData("{ }")]
    [InlineData("{ \"operator\": \"random\", \"inputs\": { \"cube\": 5 } }")]
    [InlineData("{ \"operator\": \"random\", \"inputs\": null, \"set\": null }")]
    [InlineData("{ \"workflow\": { \"etalon\": 1, \"nodes\": 3 } }")]
    [InlineData("{ \"operator\": \"random\", \"set\": { \"shape\": { } } }")]
    public async Task A_malformed_order_is_the_callers_fault_and_says_why(string body)
    {
        using var client = etalon.NewClient();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync("/api/runs", content);
        var problem = await Problem(answer);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.NotEqual("internal-error", (string?)problem["code"]);
    }

    [Theory]
    [InlineData("/api/datasets?limit=0")]
    [InlineData("/api/datasets?limit=-5")]
    [InlineData("/api/datasets?limit=abc")]
    [InlineData("/api/runs?limit=-1")]
    [InlineData("/api/runs?state=sleeping")]
    [InlineData("/api/cube")]
    [InlineData("/api/cube/slice?cube=x&region=time")]
    public async Task A_malformed_question_is_never_a_fault_of_the_server(string address)
    {
        using var client = etalon.NewClient();

        using var answer = await client.GetAsync(address);

        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    [Fact]
    public async Task The_events_of_a_run_tell_its_progress_and_end_with_the_run()
    {
        using var client = etalon.NewClient();
        using var begun = await client.PostAsJsonAsync("/api/runs", new JsonObject
        {
            ["operator"] = "random",
            ["set"] = new JsonObject { ["shape"] = "x=60000000", ["distribution"] = "normal" },
            ["class"] = "batch",
            ["cache"] = false,
        });
        var run = (string)(await begun.Content.ReadFromJsonAsync<JsonObject>())!["run"]!;

        var events = await Events(client, run);

        Assert.Equal("end", events[^1].Name);
        Assert.Equal("done", (string?)events[^1].Data["state"]);
        Assert.Equal(run, (string?)events[^1].Data["run"]);
        var done = events.Where(e => e.Name is "progress").Select(e => (double)e.Data["done"]!).ToArray();
        Assert.Equal(done.Order(), done);
        Assert.Equal("end", Assert.Single(await Events(client, run)).Name);
    }

    [Fact]
    public async Task Samples_come_as_raw_bytes_with_shape_and_type()
    {
        var made = await etalon.Ok("run", "random", "--set", "shape=y=3,x=4", "--set", "seed=77");
        using var client = etalon.NewClient();
        var cube = Uri.EscapeDataString(RunningEtalon.Place(made));

        using var answer = await client.GetAsync($"/api/cube/samples?cube={cube}&region=y=1:3");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var slice = JsonNode.Parse(await client.GetStringAsync($"/api/cube/slice?cube={cube}&region=y=1:3"))!["values"]!;

        Assert.Equal("2,4", answer.Headers.GetValues("Etalon-Shape").Single());
        Assert.Equal("float32", answer.Headers.GetValues("Etalon-Type").Single());
        Assert.Equal(32, bytes.Length);
        Assert.Equal((float)slice[1]![2]!, BitConverter.ToSingle(bytes, 6 * 4));
    }

    private static async Task<List<(string Name, JsonNode Data)>> Events(HttpClient client, string run)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await client.GetAsync($"/api/runs/{run}/events", HttpCompletionOption.ResponseHeadersRead, limit.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        var events = new List<(string, JsonNode)>();
        var name = "";
        while (await reader.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add((name, JsonNode.Parse(line[6..])!));
            }
        }

        return events;
    }

    private static async Task<JsonObject> Problem(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
