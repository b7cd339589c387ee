namespace Etalon.Server.Tests;

/// <summary>What is refused, with which code, sentence and exit code.</summary>
[Collection(SharedEtalon.Name)]
public sealed class RefusalTests(RunningEtalon etalon)
{
    [Fact]
    public async Task An_unknown_operator_is_refused_with_the_nearest_name()
    {
        var refused = await etalon.Refused(65, "unknown-operator", "run", "reduec", "--set", "operation=mean");

        Assert.Contains("reduce", refused.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unknown-axis", "'time'", "operation=mean", "axes=tiem")]
    [InlineData("unknown-parameter", "'operation'", "operatio=mean", "axes=time")]
    [InlineData("bad-parameter", "'mean'", "operation=meen", "axes=time")]
    public async Task A_wrong_name_is_refused_with_the_nearest_one(string code, string nearest, string operation, string axes)
    {
        var cube = await Cube();

        var refused = await etalon.Cli("run", "reduce", "--input", $"cube={cube}", "--set", operation, "--set", axes, "-o", "json");

        Assert.Equal(65, refused.ExitCode);
        Assert.Equal(code, refused.Code);
        Assert.Contains(nearest, refused.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_of_another_dimension_is_refused()
    {
        var refused = await etalon.Refused(65, "wrong-unit", "run", "convert-units", "--input", $"cube={await Cube()}", "--set", "unit=kg");

        Assert.Contains("'kg'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_region_outside_is_refused_with_the_lengths()
    {
        var refused = await etalon.Refused(65, "region-outside", "cube", "slice", await Cube(), "--region", "time=5:99");

        Assert.Contains("20 samples", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_a_truncated_and_a_lying_file_are_refused()
    {
        var whole = await Climate.WriteAsync(etalon.NewFile("whole.nc"), days: 60);
        var cut = etalon.NewFile("cut.nc");
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(whole))[..^2000]);
        var lying = etalon.NewFile("picture.nc");
        await File.WriteAllTextAsync(lying, "not a data file at all");

        await etalon.Refused(66, "missing-file", "dataset", "import", "/nowhere/at/all.nc");
        Assert.Contains(cut, (await etalon.Refused(65, "corrupt-file", "dataset", "import", cut)).Message, StringComparison.Ordinal);
        await etalon.Refused(65, "corrupt-file", "dataset", "import", cut, "--in-place");
        await etalon.Refused(69, "unknown-format", "dataset", "import", lying);
    }

    [Fact]
    public async Task An_export_never_overwrites()
    {
        var file = etalon.NewFile("there.nc");
        await File.WriteAllTextAsync(file, "precious");

        await etalon.Refused(75, "already-exists", "dataset", "export", await Cube(), "--format", "netcdf", "--out", file);

        Assert.Equal("precious", await File.ReadAllTextAsync(file));
    }

    [Theory]
    [InlineData("netcdf", "x.nc")]
    [InlineData("hdf5", "x.h5")]
    [InlineData("zarr", "x.zarr")]
    [InlineData("npy", "x.npy")]
    public async Task An_export_into_a_folder_that_is_not_there_names_the_folder(string format, string name)
    {
        var folder = etalon.NewFile("nowhere");

        var refused = await etalon.Refused(66, "missing-folder", "dataset", "export", await Cube(), "--format", format, "--out", Path.Combine(folder, name));

        Assert.Contains(folder, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_format_is_refused_with_the_known_ones()
    {
        var refused = await etalon.Refused(65, "unknown-format", "dataset", "export", await Cube(), "--format", "netcfd", "--out", etalon.NewFile("x.nc"));

        Assert.Contains("netcdf", refused.Help, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_ids_of_datasets_cubes_and_runs_are_refused()
    {
        var nobody = Guid.NewGuid().ToString();

        await etalon.Refused(66, "unknown-dataset", "dataset", "show", nobody);
        await etalon.Refused(66, "unknown-dataset", "run", "duplicate", "--input", $"cube={nobody}");
        await etalon.Refused(66, "unknown-run", "runs", "show", nobody);
        await etalon.Refused(65, "bad-id", "dataset", "show", "hello");
        await etalon.Refused(65, "unknown-cube", "cube", "show", $"{(await Cube()).Split('/')[0]}/tsa");
    }

    [Fact]
    public async Task A_budget_too_small_is_refused_with_a_table_of_needs()
    {
        var refused = await etalon.Refused(
            73, "budget-too-small", "run", "quantile", "--input", $"cube={await Cube()}", "--set", "axes=time", "--budget", "1kB");

        Assert.Contains("step", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Raise the budget", refused.Help, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("runs", "show", "no-id")]
    [InlineData("run")]
    [InlineData("dataset", "exprot")]
    [InlineData("run", "duplicate", "--input", "no-equals-sign")]
    [InlineData("run", "random", "--budget", "much")]
    public async Task A_wrong_command_line_ends_with_64(params string[] arguments)
    {
        var done = await etalon.Cli(arguments);

        Assert.Equal(64, done.ExitCode);
        Assert.NotEmpty(done.Errors);
    }

    [Fact]
    public async Task A_wrong_token_ends_with_77()
    {
        var done = await Child.RunAsync(
            "dotnet", [RunningEtalon.CliDll, "dataset", "list", "-o", "json"],
            new Dictionary<string, string?>(etalon.Environment, StringComparer.Ordinal) { ["ETALON_TOKEN"] = "etalon_wrong" });

        Assert.Equal(77, done.ExitCode);
        Assert.Equal("not-signed-in", done.Code);
    }

    [Fact]
    public async Task Where_nothing_runs_every_command_says_so_and_ends_with_69()
    {
        var elsewhere = new Dictionary<string, string?>(etalon.Environment, StringComparer.Ordinal) { ["ETALON_HOME"] = etalon.NewFile("nothing-here") };

        var list = await Child.RunAsync("dotnet", [RunningEtalon.CliDll, "dataset", "list", "-o", "json"], elsewhere);
        var down = await Child.RunAsync("dotnet", [RunningEtalon.CliDll, "down", "-o", "json"], elsewhere);

        Assert.Equal(69, list.ExitCode);
        Assert.Equal("not-running", list.Code);
        Assert.Equal(0, down.ExitCode);
        Assert.False((bool)down.Json["stopped"]!);
    }

    private async Task<string> Cube() => RunningEtalon.Place(await etalon.Ok(
        "run", "random", "--set", "shape=time=20,lat=3,lon=4", "--set", "seed=6", "--set", "name=tas", "--set", "unit=K"));
}
