using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary><c>runs queue</c> and <c>runs retry</c>.</summary>
[Collection(SharedEtalon.Name)]
public sealed class QueueTests(RunningEtalon etalon)
{
    [Fact]
    public async Task What_waits_has_a_place_and_a_reason_and_a_cancelled_run_is_tried_again()
    {
        // Half a minute of work, cancelled soon, so that the other waits behind it.
        var busy = (string)(await BatchAsync("time=12000,lat=300,lon=300", 501))["run"]!;
        var small = (string)(await BatchAsync("time=30,lat=4,lon=5", 502))["run"]!;

        var queue = JsonNode.Parse((await etalon.Cli("runs", "queue", "-o", "json")).Output)!;
        var waiting = Items(queue).Single(job => string.Equals((string?)job!["run"], small, StringComparison.Ordinal))!;
        await etalon.Ok("runs", "cancel", busy);

        Assert.Equal("waiting", (string?)waiting["state"]);
        Assert.InRange((int)waiting["place"]!, 1, 100);
        Assert.Contains("of work", (string?)waiting["why"], StringComparison.Ordinal);
        Assert.NotNull(waiting["expectedStart"]);
        var ended = await etalon.EndOf(busy);
        Assert.Equal("cancelled", (string?)ended["state"]);
        var again = await etalon.Ok("runs", "retry", busy);
        Assert.NotEqual(busy, (string?)again["run"]);
        await etalon.Ok("runs", "cancel", (string)again["run"]!);
        Assert.Equal("done", (string?)(await etalon.EndOf(small))["state"]);
    }

    [Fact]
    public async Task A_finished_run_is_not_tried_again()
    {
        var run = await etalon.Ok("run", "random", "--set", "shape=time=30,lat=4,lon=5", "--set", "seed=503");

        await etalon.Refused(75, "run-not-failed", "runs", "retry", (string)run["run"]!);
    }

    [Fact]
    public async Task An_interactive_run_does_not_wait_behind_a_batch()
    {
        var busy = (string)(await BatchAsync("time=12000,lat=300,lon=300", 504))["run"]!;

        var quick = await etalon.Ok("run", "random", "--set", "shape=time=30,lat=4,lon=5", "--set", "seed=505", "--class", "interactive");

        Assert.Equal("done", (string?)quick["state"]);
        await etalon.Ok("runs", "cancel", busy);
    }

    private static IEnumerable<JsonNode?> Items(JsonNode list) => list as JsonArray ?? list["items"]!.AsArray();

    private Task<JsonObject> BatchAsync(string shape, int seed) =>
        etalon.Ok("run", "random", "--set", $"shape={shape}", "--set", $"seed={seed}", "--set", "distribution=normal", "--no-cache", "--no-wait", "--class", "batch");
}
