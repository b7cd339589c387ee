namespace Etalon.Server.Tests;

/// <summary>Workflow files: comments, conditions, sweeps, parameters.</summary>
[Collection(SharedEtalon.Name)]
public sealed class WorkflowTests(RunningEtalon etalon)
{
    private const string WarmMean = """
        {
          // The mean over time, made only where it was warm enough.
          "etalon": 1,
          "name": "warm-mean",
          "inputs": { "tas": { "doc": "temperature" } },
          "parameters": { "threshold": { "default": 0.5 } },
          "nodes": {
            "warmest": { "op": "reduce", "set": { "operation": "max" }, "in": { "cube": "$tas" } },
            "mean": {
              "op": "reduce", "set": { "operation": "mean", "axes": ["time"] }, "in": { "cube": "$tas" },
              "when": "warmest.cube > ${threshold}", /* a single number */
            },
          },
          "outputs": { "warmest": "warmest", "mean": "mean" },
        }
        """;

    private const string Quantiles = """
        {
          "etalon": 1, "name": "quantiles", "inputs": { "tas": {} },
          "nodes": {
            "q": { "op": "quantile", "set": { "axes": ["time"] }, "in": { "cube": "$tas" }, "sweep": { "q": [0.1, 0.5, 0.9] } }
          },
          "outputs": { "q": "q" }
        }
        """;

    [Fact]
    public async Task A_step_runs_only_where_its_condition_holds()
    {
        var (cube, file) = (await Cube(), await Write(WarmMean));

        var warm = await etalon.Ok("workflow", "run", file, "--input", $"tas={cube}");
        var cold = await etalon.Ok("workflow", "run", file, "--input", $"tas={cube}", "--set", "threshold=5");

        Assert.Equal(["mean", "warmest"], warm["outputs"]!.AsObject().Select(output => output.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["warmest"], cold["outputs"]!.AsObject().Select(output => output.Key));
        Assert.Contains(cold["remarks"]!.AsArray(), remark => ((string)remark!).Contains("does not hold", StringComparison.Ordinal));
        var direct = await etalon.Ok("run", "reduce", "--input", $"cube={cube}", "--set", "operation=mean", "--set", "axes=time");
        Assert.Equal(await Values(RunningEtalon.Place(direct)), await Values(RunningEtalon.Place(warm, "mean")));
    }

    [Fact]
    public async Task A_sweep_becomes_an_axis_whose_slices_are_the_single_runs()
    {
        var cube = await Cube();
        var file = await Write(Quantiles);

        var swept = RunningEtalon.Place(await etalon.Ok("workflow", "run", file, "--input", $"tas={cube}"));
        var single = RunningEtalon.Place(await etalon.Ok("run", "quantile", "--input", $"cube={cube}", "--set", "axes=time", "--set", "q=0.9"));

        var axis = (await etalon.Ok("cube", "show", swept))["cube"]!["axes"]![0]!;
        Assert.Equal("q", (string?)axis["name"]);
        Assert.Equal(3, (long)axis["length"]!);
        Assert.Equal($"[{await Values(single)}]", await Values(swept, "q=2"));
    }

    [Fact]
    public async Task A_delete_step_removes_its_input_from_the_list_and_from_the_disk_once_the_rest_is_published()
    {
        var source = await etalon.Ok(
            "run", "random", "--set", "shape=time=20,lat=3,lon=4", "--set", "seed=77", "--set", "name=tas", "--no-cache");
        var id = RunningEtalon.DatasetOf(source);
        var file = await Write("""
            {
              "etalon": 1, "name": "mean-and-delete", "inputs": { "tas": {} },
              "nodes": {
                "mean": { "op": "reduce", "set": { "operation": "mean", "axes": ["time"] }, "in": { "cube": "$tas" } },
                "gone": { "op": "delete", "set": { "reason": "no longer needed" }, "in": { "cubes": ["$tas"] } }
              },
              "outputs": { "mean": "mean" }
            }
            """);

        var run = await etalon.Ok("workflow", "run", file, "--input", $"tas={RunningEtalon.Place(source)}");

        Assert.Equal("done", (string?)run["state"]);
        Assert.NotEmpty(await Values(RunningEtalon.Place(run)));
        await etalon.Refused(66, "dataset-deleted", "dataset", "show", id);
        Assert.False(Directory.Exists(Path.Combine(etalon.Home, "datasets", id)));
    }

    [Fact]
    public async Task A_cycle_is_refused_with_its_steps()
    {
        var file = await Write("""
            {
              "etalon": 1, "inputs": { "a": {} },
              "nodes": {
                "x": { "op": "duplicate", "in": { "cube": "y" } },
                "y": { "op": "duplicate", "in": { "cube": "x" } }
              },
              "outputs": { "o": "y" }
            }
            """);

        var refused = await etalon.Refused(65, "cycle", "workflow", "run", file, "--input", $"a={await Cube()}");

        Assert.Contains("x -> y", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_json_and_a_missing_file_are_refused()
    {
        await etalon.Refused(65, "bad-workflow", "workflow", "run", await Write("{ \"etalon\": 1, "), "--input", "a=b");
        await etalon.Refused(66, "missing-file", "workflow", "run", "/nowhere/at/all.json");
    }

    private async Task<string> Cube() => RunningEtalon.Place(
        await etalon.Ok("run", "random", "--set", "shape=time=20,lat=3,lon=4", "--set", "seed=5", "--set", "name=tas"));

    private async Task<string> Write(string text)
    {
        var file = etalon.NewFile("workflow.json");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private async Task<string> Values(string place, params string[] region)
    {
        string[] asked = region.Length == 0 ? [] : ["--region", .. region];
        return (await etalon.Ok(["cube", "slice", place, .. asked]))["values"]!.ToJsonString();
    }
}
