namespace Etalon.Server.Tests;

/// <summary>A file that crashes libhdf5 is refused, and nobody else notices.</summary>
public sealed class HostileFileTests(RunningEtalon etalon) : IClassFixture<RunningEtalon>, IAsyncLifetime
{
    private string _sound = "";
    private string _damaged = "";

    public async Task InitializeAsync()
    {
        (_sound, _damaged) = (etalon.NewFile("sound.h5"), etalon.NewFile("damaged.h5"));
        await KillerFile.MakeAsync(_sound, _damaged);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("batch")]
    [InlineData("interactive")]
    public async Task Runs_and_imports_under_way_go_on_while_a_file_crashes_the_library(string kind)
    {
        var before = await SharedWorkersAsync();
        var run = await BeginAsync(kind);
        var sound = Enumerable.Range(0, 3).Select(i => etalon.Ok("dataset", "import", _sound, "--name", $"{kind} {i}")).ToArray();

        var taken = await etalon.Refused(65, "corrupt-file", "dataset", "import", _damaged);
        var looked = await etalon.Refused(65, "corrupt-file", "dataset", "import", _damaged, "--in-place");

        foreach (var refused in new[] { taken, looked })
        {
            Assert.Contains(_damaged, refused.Message, StringComparison.Ordinal);
            Assert.Contains("the file is damaged or not valid HDF5", refused.Message, StringComparison.Ordinal);
        }

        await Task.WhenAll(sound);
        await GoesOnAsync(run);
        Assert.Equal(before, await SharedWorkersAsync());
    }

    [Fact]
    public async Task A_run_that_reads_a_file_in_place_crashes_only_itself()
    {
        var place = etalon.NewFile("place.h5");
        File.Copy(_sound, place);
        var id = RunningEtalon.DatasetOf(await etalon.Ok("dataset", "import", place, "--in-place"));
        var before = await SharedWorkersAsync();
        File.Copy(_damaged, place, overwrite: true);
        var busy = await BeginAsync("interactive");

        var run = await etalon.Refused(65, "corrupt-file", "run", "reduce", "--input", $"cube={id}/entry/counts", "--set", "operation=max");
        var slice = await etalon.Refused(65, "corrupt-file", "cube", "slice", $"{id}/entry/counts");

        Assert.Contains(place, run.Message, StringComparison.Ordinal);
        Assert.Contains(place, slice.Message, StringComparison.Ordinal);
        await GoesOnAsync(busy);
        Assert.Equal(before, await SharedWorkersAsync());
    }

    /// <summary>A run that would take minutes.</summary>
    private async Task<string> BeginAsync(string kind)
    {
        var begun = await etalon.Ok("run", "random", "--set", "shape=x=2000000000", "--set", "distribution=normal", "--class", kind, "--no-wait", "--no-cache");
        return (string)begun["run"]!;
    }

    /// <summary>It writes further shards; then it is stopped.</summary>
    private async Task GoesOnAsync(string run)
    {
        var journal = Path.Combine(etalon.Home, "staging", run, "journal-0");
        Assert.Equal("running", (string?)(await etalon.Ok("runs", "show", run))["state"]);
        var written = new FileInfo(journal).Length;
        Assert.True(await Processes.BecomesAsync(() => new FileInfo(journal).Length > written, TimeSpan.FromSeconds(60)));
        Assert.Equal("cancelled", (string?)(await etalon.Ok("runs", "cancel", run))["state"]);
    }

    private async Task<string[]> SharedWorkersAsync() =>
        [.. (await etalon.Ok("status"))["workers"]!.AsArray().Where(worker => (string?)worker!["kind"] is not "foreign").Select(worker => $"{worker!["kind"]} {worker["process"]}")];
}
