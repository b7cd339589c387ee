namespace Etalon.Server.Tests;

/// <summary>What a killed server leaves running, and starts that come too early.</summary>
public sealed class LeftoverTests(RunningEtalon etalon) : IClassFixture<RunningEtalon>
{
    private const int Stop = 19;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_worker_that_outlived_its_server_is_ended_before_its_run_goes_on()
    {
        var begun = await etalon.Ok("run", "random", "--set", "shape=x=100000000", "--set", "distribution=normal", "--class", "batch", "--no-wait", "--no-cache");
        var id = (string)begun["run"]!;
        Assert.True(await Processes.BecomesAsync(() => File.Exists(Path.Combine(etalon.Home, "staging", id, "journal-0")), Soon));
        var workers = Workers();

        // A stopped worker cannot notice that its server has gone.
        workers.ForEach(worker => Processes.Send(worker, Stop));
        Processes.Kill(etalon.ServerProcess);
        await etalon.UpAsync();

        Assert.True(await Processes.BecomesAsync(() => !workers.Exists(Processes.Lives), Soon), "a worker of the killed server lives");
        var shown = await etalon.EndOf(id);
        Assert.Equal("done", (string?)shown["state"]);
        Assert.Empty((await etalon.Ok("dataset", "verify", RunningEtalon.DatasetOf(shown)))["faults"]!.AsArray());
    }

    [Fact]
    public async Task Ranks_of_a_killed_server_end_by_themselves_and_their_run_goes_on()
    {
        var begun = await etalon.Ok(
            "run", "random", "--set", "shape=x=30000000", "--set", "distribution=normal", "--class", "batch", "--ranks", "2", "--no-wait", "--no-cache");
        var id = (string)begun["run"]!;
        var request = Path.Combine(etalon.Home, "staging", id, "request.json");
        Assert.True(await Processes.BecomesAsync(() => Processes.WithArgument(request).Length >= 3, Soon));
        var ranks = Processes.WithArgument(request);

        Processes.Kill(etalon.ServerProcess);

        Assert.True(await Processes.BecomesAsync(() => !Array.Exists(ranks, Processes.Lives), Soon), "mpirun or a rank is left over");
        await etalon.UpAsync();
        Assert.Equal("done", (string?)(await etalon.EndOf(id))["state"]);
    }

    [Fact]
    public async Task A_run_goes_on_after_its_server_was_stopped_and_started_again()
    {
        var begun = await etalon.Ok("run", "random", "--set", "shape=x=60000000", "--set", "distribution=normal", "--class", "batch", "--no-wait", "--no-cache");
        var id = (string)begun["run"]!;
        Assert.True(await Processes.BecomesAsync(() => File.Exists(Path.Combine(etalon.Home, "staging", id, "journal-0")), Soon));

        await etalon.Ok("down");
        await etalon.UpAsync();

        Assert.Equal("done", (string?)(await etalon.EndOf(id))["state"]);
    }

    [Fact]
    public async Task A_server_is_started_again_at_once_after_it_was_killed()
    {
        for (var round = 0; round < 3; round++)
        {
            var killed = etalon.ServerProcess;
            Processes.Kill(killed);

            await etalon.UpAsync();

            Assert.NotEqual(killed, etalon.ServerProcess);
            await etalon.Ok("status");
        }
    }

    [Fact]
    public async Task Two_who_start_at_once_get_the_same_server()
    {
        await etalon.Cli("down");

        var both = await Task.WhenAll(etalon.Ok("up"), etalon.Ok("up"));

        Assert.Equal((string?)both[0]["url"], (string?)both[1]["url"]);
        await etalon.Ok("status");
    }

    private List<int> Workers() =>
        [.. Processes.ChildrenOf(etalon.ServerProcess).Where(child => Processes.CommandOf(child).Contains("etalon-worker", StringComparison.Ordinal))];
}
