namespace Etalon.Server.Tests;

/// <summary><c>kill -9</c> of a worker and of the database, under a server that must live on.</summary>
public sealed class WorkerKillTests(RunningEtalon etalon) : IClassFixture<RunningEtalon>
{
    [Theory]
    [InlineData("batch")]
    [InlineData("interactive")]
    public async Task A_killed_worker_fails_its_run_is_replaced_and_nothing_else_is_disturbed(string kind)
    {
        var server = etalon.ServerProcess;
        var begun = await etalon.Ok(
            "run", "random", "--set", "shape=x=2000000000", "--set", "distribution=normal", "--class", kind, "--no-wait", "--no-cache");
        var id = (string)begun["run"]!;
        var journal = Path.Combine(etalon.Home, "staging", id, "journal-0");
        Assert.True(await Processes.BecomesAsync(() => File.Exists(journal), TimeSpan.FromSeconds(60)));
        var busy = (await etalon.Ok("status"))["workers"]!.AsArray().First(worker => (int)worker!["openCalls"]! > 0)!;

        Processes.Kill((int)busy["process"]!);

        var failed = await etalon.EndOf(id);
        Assert.Equal("failed", (string?)failed["state"]);
        Assert.Equal("worker-crashed", (string?)failed["refusal"]!["code"]);
        Assert.True(await Processes.BecomesAsync(() => !Directory.Exists(Path.Combine(etalon.Home, "staging", id)), TimeSpan.FromSeconds(30)));
        var next = await etalon.Ok("run", "random", "--set", "shape=x=1000", "--class", kind, "--no-cache");
        Assert.Equal("done", (string?)next["state"]);
        Assert.Equal(server, etalon.ServerProcess);
        var workers = (await etalon.Ok("status"))["workers"]!.AsArray().Select(worker => (string)worker!["kind"]!);
        Assert.Equal(["batch", "interactive"], workers.Where(name => name is not "foreign").Order());
    }

    [Fact]
    public async Task After_the_database_was_killed_it_is_started_again_and_everything_is_there()
    {
        var before = await etalon.Ok("run", "random", "--set", "shape=x=1000", "--set", "seed=3", "--no-cache");
        var server = etalon.ServerProcess;
        var postmaster = Processes.ChildrenOf(server).Single(child => Processes.CommandOf(child).Contains("postgres", StringComparison.Ordinal));

        Processes.Kill(postmaster);

        var recovered = false;
        for (var attempt = 0; attempt < 60 && !recovered; attempt++)
        {
            recovered = (await etalon.Cli("dataset", "list")).ExitCode == 0;
            await Task.Delay(100);
        }

        Assert.True(recovered, etalon.ServerLog);
        Assert.Equal(server, etalon.ServerProcess);
        Assert.True(Processes.Lives(server));
        await etalon.Ok("cube", "slice", RunningEtalon.Place(before));
        await etalon.Ok("run", "random", "--set", "shape=x=1000", "--no-cache");
    }
}
