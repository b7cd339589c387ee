using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Several clients, and several servers, at once.</summary>
[Collection(SharedEtalon.Name)]
public sealed class TogetherTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_and_the_first_lives_on()
    {
        var process = etalon.ServerProcess;

        var second = await Child.RunAsync("dotnet", [etalon.Environment["ETALON_SERVER_DLL"]!], etalon.Environment);
        var up = await etalon.Ok("up");

        Assert.Equal(75, second.ExitCode);
        Assert.Contains($"process {process}", second.Errors, StringComparison.Ordinal);
        Assert.Equal(etalon.Url, (string?)up["url"]);
        Assert.Equal(process, etalon.ServerProcess);
        await etalon.Ok("status");
    }

    [Fact]
    public async Task Two_clients_that_ask_for_the_same_at_once_both_get_it()
    {
        string[] run = ["run", "random", "--set", "shape=x=1000000", "--set", "seed=2024"];

        var both = await Task.WhenAll(etalon.Ok(run), etalon.Ok(run));

        Assert.All(both, view => Assert.Equal("done", (string?)view["state"]));
        var values = await Task.WhenAll(both.Select(async view =>
            (await etalon.Ok("cube", "slice", RunningEtalon.Place(view), "--region", "x=999990:1000000"))["values"]!.ToJsonString()));
        Assert.Equal(values[0], values[1]);
    }

    [Fact]
    public async Task Two_imports_of_one_file_and_two_exports_to_one_file_do_not_disturb_each_other()
    {
        var file = await Climate.WriteAsync(etalon.NewFile("both.nc"), days: 100, seed: 21);

        var imports = await Task.WhenAll(etalon.Ok("dataset", "import", file), etalon.Ok("dataset", "import", file));
        var target = etalon.NewFile("out.nc");
        var exports = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => etalon.Cli(
            "dataset", "export", RunningEtalon.Place(imports[0]), "--format", "netcdf", "--out", target, "-o", "json")));

        Assert.All(imports, view => Assert.Equal("done", (string?)view["state"]));
        Assert.Contains(exports, export => export.ExitCode == 0);
        Assert.All(exports.Where(export => export.ExitCode != 0), export => Assert.True(export.Code is "already-exists" or "cannot-write", $"{export}"));
        Assert.Equal("100", (await Python.RunAsync("import sys, xarray as xr; print(len(xr.open_dataset(sys.argv[1]).time))", target)).Trim());
    }

    [Fact]
    public async Task Sixteen_clients_at_once_all_get_their_own_results()
    {
        using var client = etalon.NewClient();

        var views = await Task.WhenAll(Enumerable.Range(0, 16).Select(async seed =>
        {
            using var answer = await client.PostAsJsonAsync("/api/runs?wait=60", new JsonObject
            {
                ["operator"] = "random",
                ["set"] = new JsonObject { ["shape"] = "x=50000", ["seed"] = 5000 + seed, ["type"] = "int32", ["low"] = seed, ["high"] = seed },
            });
            return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        }));

        for (var seed = 0; seed < views.Length; seed++)
        {
            Assert.Equal("done", (string?)views[seed]["state"]);
            var slice = await client.GetFromJsonAsync<JsonObject>($"/api/cube/slice?cube={Uri.EscapeDataString(RunningEtalon.Place(views[seed]))}&region=x=49999");
            Assert.Equal($"[{seed}]", slice!["values"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("batch")]
    [InlineData("interactive")]
    public async Task Stopping_the_command_in_a_pipe_stops_its_run_too(string kind)
    {
        var name = $"stopped {kind}";
        var command = Child.RunAsync(
            "dotnet",
            [RunningEtalon.CliDll, "run", "random", "--set", "shape=x=2000000000", "--set", "distribution=normal", "--class", kind, "--name", name, "--no-cache"],
            etalon.Environment);
        string? id = null;
        for (var look = 0; look < 300 && id is null; look++)
        {
            await Task.Delay(100);
            var runs = (await etalon.Cli("runs", "list", "--state", "running", "-o", "json")).Output;
            id = (string?)JsonNode.Parse(runs)!.AsArray().FirstOrDefault(run => string.Equals((string?)run!["name"], name, StringComparison.Ordinal))?["run"];
        }

        // SIGTERM goes the way of Ctrl-C, and is not ignored where tests run in the background.
        Processes.Send(Processes.WithArgument(name).Single(process => Processes.CommandOf(process).Contains("etalon.dll", StringComparison.Ordinal)), 15);

        Assert.Equal(130, (await command).ExitCode);
        Assert.Equal("cancelled", (string?)(await etalon.EndOf(id!))["state"]);
    }
}
