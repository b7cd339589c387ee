namespace Etalon.Server.Tests;

/// <summary>Operators that were dropped into the plug-in folder.</summary>
public sealed class PluginTests(EtalonWithPlugins etalon) : IClassFixture<EtalonWithPlugins>
{
    [Fact]
    public async Task A_new_operator_from_the_template_is_loaded_and_runs()
    {
        var cube = await Cube();

        var shown = await etalon.Ok("operator", "show", "test-field.double-it");
        var run = await etalon.Ok("run", "test-field.double-it", "--input", $"cube={cube}", "--set", "gain=3", "--set", "offset=1");

        Assert.Equal("DoubleIt", (string?)shown["origin"]);
        var (input, output) = (await Values(cube), await Values(RunningEtalon.Place(run)));
        Assert.Equal(input.Select(x => (x * 3) + 1), output);
    }

    [Fact]
    public async Task The_sample_pack_smooths_as_numpy_does_whatever_the_chunks()
    {
        var cube = RunningEtalon.Place(await etalon.Ok(
            "run", "random", "--set", "shape=time=50,lat=4,lon=6", "--set", "chunk=time=7,lat=3,lon=4", "--set", "seed=9"));
        var smoothed = RunningEtalon.Place(await etalon.Ok("run", "sample.smooth", "--input", $"cube={cube}", "--set", "axis=time"));
        var (before, after) = (etalon.NewFile("before.nc"), etalon.NewFile("after.nc"));
        await etalon.Ok("dataset", "export", cube, "--format", "netcdf", "--out", before);
        await etalon.Ok("dataset", "export", smoothed, "--format", "netcdf", "--out", after);

        var worst = await Python.RunAsync(
            """
            import sys, numpy as np, xarray as xr
            x = xr.open_dataset(sys.argv[1]).random.values.astype("f8")
            y = xr.open_dataset(sys.argv[2]).random.values.astype("f8")
            z = (x[:-2] + 2 * x[1:-1] + x[2:]) / 4
            z = np.concatenate([(2 * x[:1] + x[1:2]) / 3, z, (2 * x[-1:] + x[-2:-1]) / 3])
            print(np.abs(y - z).max())
            """,
            before, after);

        Assert.InRange(double.Parse(worst, System.Globalization.CultureInfo.InvariantCulture), 0, 1e-7);
    }

    [Fact]
    public async Task A_plugin_that_throws_fails_its_run_with_what_it_said_and_the_worker_lives()
    {
        var workers = Workers();

        var failed = await etalon.Refused(70, "internal-error", "run", "test-field.misbehave", "--input", $"cube={await Cube()}", "--set", "kind=throw");

        Assert.Contains("the beam was off", failed.Message, StringComparison.Ordinal);
        Assert.Equal(workers, Workers());
    }

    [Fact]
    public async Task A_plugin_that_crashes_takes_only_its_worker_down()
    {
        var (cube, server) = (await Cube(), etalon.ServerProcess);

        var failed = await etalon.Refused(69, "worker-crashed", "run", "test-field.misbehave", "--input", $"cube={cube}", "--set", "kind=fail-fast");

        Assert.True(failed.Message.Contains("the detector is on fire", StringComparison.Ordinal), failed.Message);
        Assert.Equal(server, etalon.ServerProcess);
        await etalon.Ok("run", "duplicate", "--input", $"cube={cube}", "--no-cache");
    }

    [Fact]
    public async Task A_plugin_that_prints_does_not_disturb_its_worker()
    {
        var cube = await Cube();

        var run = await etalon.Ok("run", "test-field.misbehave", "--input", $"cube={cube}", "--set", "kind=print");

        Assert.Equal(await Values(cube), await Values(RunningEtalon.Place(run)));
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_named_and_disturbs_nobody()
    {
        var list = await etalon.Ok("operator", "list");

        var problem = Assert.Single(list["problems"]!.AsArray());
        Assert.Contains("Broken", (string)problem!, StringComparison.Ordinal);
    }

    /// <summary>Long: it restores packages and compiles.</summary>
    [Fact]
    [Trait("Category", "Long")]
    public async Task The_tests_that_come_with_a_new_operator_pass()
    {
        var tested = await Child.RunAsync(
            "dotnet", ["test", Path.Combine(etalon.NewOperator, "tests"), "--nologo"], etalon.BuildEnvironment, etalon.NewOperator, TimeSpan.FromMinutes(5));

        Assert.True(tested.ExitCode == 0, $"{tested}");
    }

    private int[] Workers() =>
        [.. Processes.ChildrenOf(etalon.ServerProcess).Where(child => Processes.CommandOf(child).Contains("etalon-worker", StringComparison.Ordinal)).Order()];

    private async Task<string> Cube() => RunningEtalon.Place(await etalon.Ok("run", "random", "--set", "shape=x=100", "--set", "seed=8"));

    private async Task<float[]> Values(string place) =>
        [.. (await etalon.Ok("cube", "slice", place))["values"]!.AsArray().Select(value => (float)value!)];
}
