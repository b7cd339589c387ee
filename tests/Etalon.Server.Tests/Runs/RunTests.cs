using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary><c>run</c> and <c>runs</c> as a user types them.</summary>
[Collection(SharedEtalon.Name)]
public sealed class RunTests(RunningEtalon etalon)
{
    private static readonly string[] Small = ["random", "--set", "shape=time=30,lat=4,lon=5"];

    [Fact]
    public async Task The_document_of_a_run_names_run_state_and_outputs()
    {
        var run = await etalon.Ok(["run", .. Small, "--set", "seed=100"]);

        Assert.Equal(["run", "state", "outputs"], run.Select(field => field.Key).Take(3));
        Assert.True(Guid.TryParse((string?)run["run"], out _));
        Assert.Equal("done", (string?)run["state"]);
        var place = Assert.Single(run["outputs"]!.AsObject()).Value!;
        Assert.Equal(["dataset", "cube"], place.AsObject().Select(field => field.Key));
        Assert.True(Guid.TryParse((string?)place["dataset"], out _));
        Assert.Equal("random", (string?)place["cube"]);
    }

    [Fact]
    public async Task A_plan_predicts_bytes_memory_and_time_and_makes_nothing()
    {
        var cube = RunningEtalon.Place(await etalon.Ok(["run", .. Small, "--set", "seed=101"]));

        var planned = await etalon.Ok("run", "reduce", "--input", $"cube={cube}", "--set", "operation=min", "--set", "axes=lat", "--plan");

        Assert.Equal("planned", (string?)planned["state"]);
        Assert.Null(planned["run"]);
        Assert.Empty(planned["outputs"]!.AsObject());
        var total = planned["plan"]!["total"]!;
        Assert.Equal(30 * 4 * 5 * 4, (long)total["bytesRead"]!);
        Assert.Equal(30 * 5 * 4, (long)total["bytesWritten"]!);
        Assert.InRange((long)total["peakBytes"]!, 1, 1L << 30);
        Assert.InRange((double)total["seconds"]!, 0, 10);
    }

    [Fact]
    public async Task A_region_of_the_result_is_the_same_as_that_part_of_the_whole_result()
    {
        var cube = RunningEtalon.Place(await etalon.Ok(["run", .. Small, "--set", "seed=102"]));
        string[] mean = ["run", "reduce", "--input", $"cube={cube}", "--set", "operation=mean", "--set", "axes=time"];

        var whole = RunningEtalon.Place(await etalon.Ok(mean));
        var part = RunningEtalon.Place(await etalon.Ok([.. mean, "--region", "lat=1:3", "lon=4"]));
        var expected = (await etalon.Ok("cube", "slice", whole, "--region", "lat=1:3", "lon=4"))["values"]!;
        var found = (await etalon.Ok("cube", "slice", part))["values"]!;

        Assert.Equal(expected.ToJsonString(), found.ToJsonString());
    }

    [Fact]
    public async Task A_run_that_is_not_waited_for_can_be_looked_at_until_it_is_done()
    {
        var begun = await etalon.Ok(["run", .. Small, "--set", "seed=103", "--no-wait", "--class", "batch", "--name", "later"]);
        var id = (string)begun["run"]!;
        Assert.True((string?)begun["state"] is "queued" or "running" or "done");

        var ended = await EndOf(id);

        Assert.Equal("done", (string?)ended["state"]);
        Assert.Equal("later", (string?)ended["name"]);
        Assert.Equal(["random"], ended["outputs"]!.AsObject().Select(output => (string)output.Value!["cube"]!));
        var list = JsonNode.Parse((await etalon.Cli("runs", "list", "--limit", "50", "-o", "json")).Output)!;
        Assert.Contains(id, Items(list).Select(item => (string)item!["run"]!));
    }

    [Fact]
    public async Task The_same_run_again_is_taken_from_the_cache_and_another_parameter_is_named_as_the_reason()
    {
        var cube = RunningEtalon.Place(await etalon.Ok(["run", .. Small, "--set", "seed=104"]));
        string[] quantile = ["run", "quantile", "--input", $"cube={cube}", "--set", "axes=time"];

        var first = await etalon.Ok([.. quantile, "--set", "q=0.25"]);
        var again = await etalon.Ok([.. quantile, "--set", "q=0.25"]);
        var forced = await etalon.Ok([.. quantile, "--set", "q=0.25", "--no-cache"]);
        var other = await etalon.Ok([.. quantile, "--set", "q=0.75"]);
        var why = await etalon.Ok("runs", "why", (string)other["run"]!);

        Assert.False((bool)first["cached"]!);
        Assert.True((bool)again["cached"]!);
        Assert.Equal(RunningEtalon.Place(first), RunningEtalon.Place(again));
        Assert.False((bool)forced["cached"]!);
        Assert.NotEqual((string?)first["run"], (string?)forced["run"]);
        Assert.False((bool)other["cached"]!);
        Assert.Contains("q: 0.25 -> 0.75", (string)why["reason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cached_result_is_not_given_under_another_name()
    {
        string[] run = ["run", .. Small, "--set", "seed=106"];
        await etalon.Ok([.. run, "--name", "first"]);

        var other = await etalon.Ok([.. run, "--name", "second"]);
        var unnamed = await etalon.Ok(run);

        Assert.Equal("second", (string?)(await etalon.Ok("dataset", "show", RunningEtalon.DatasetOf(other)))["name"]);
        Assert.True((bool)unnamed["cached"]!);
    }

    [Fact]
    public async Task A_deleted_result_is_computed_again()
    {
        string[] run = ["run", .. Small, "--set", "seed=105"];
        var first = await etalon.Ok(run);
        await etalon.Ok("dataset", "delete", RunningEtalon.DatasetOf(first));

        var again = await etalon.Ok(run);

        Assert.False((bool)again["cached"]!);
        await etalon.Ok("cube", "slice", RunningEtalon.Place(again));
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("interactive")]
    public async Task A_long_run_is_cancelled_quickly_and_leaves_nothing_behind(string kind)
    {
        var begun = await etalon.Ok(
            "run", "random", "--set", "shape=x=2000000000", "--set", "distribution=normal", "--class", kind, "--no-wait", "--no-cache");
        var id = (string)begun["run"]!;
        var staging = Path.Combine(etalon.Home, "staging", id);
        Assert.True(await Processes.BecomesAsync(() => Directory.Exists(staging), TimeSpan.FromSeconds(60)));

        var cancelled = await etalon.Ok("runs", "cancel", id);

        Assert.Equal("cancelled", (string?)cancelled["state"]);
        Assert.Equal("cancelled", (string?)(await EndOf(id))["state"]);
        Assert.False(Directory.Exists(staging));
        Assert.Contains("cancelled", (await etalon.Cli("runs", "log", id)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_waits_in_the_queue_can_be_cancelled_too()
    {
        string[] big = ["run", "random", "--set", "shape=x=2000000000", "--class", "batch", "--no-wait", "--no-cache"];
        var first = (string)(await etalon.Ok([.. big, "--set", "seed=1"]))["run"]!;
        var second = (string)(await etalon.Ok([.. big, "--set", "seed=2"]))["run"]!;

        var cancelled = await etalon.Ok("runs", "cancel", second);
        await etalon.Ok("runs", "cancel", first);

        Assert.Equal("cancelled", (string?)cancelled["state"]);
        Assert.False(Directory.Exists(Path.Combine(etalon.Home, "staging", second)));
    }

    [Fact]
    public async Task A_run_stops_at_its_own_time_limit()
    {
        var stopped = await etalon.Refused(
            73, "time-limit", "run", "random", "--set", "shape=x=3000000000", "--set", "distribution=normal", "--limit", "1", "--no-cache");

        Assert.Equal("failed", (string?)stopped.Json["state"]);
    }

    private static JsonArray Items(JsonNode list) => list as JsonArray ?? list["items"]!.AsArray();

    private async Task<JsonObject> EndOf(string run)
    {
        for (var look = 0; look < 200; look++)
        {
            var view = (await etalon.Cli("runs", "show", run, "-o", "json")).Json;
            if ((string?)view["state"] is not ("queued" or "running"))
            {
                return view;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Run {run} does not end.");
    }
}
