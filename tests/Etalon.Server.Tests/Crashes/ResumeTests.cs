using System.Globalization;

namespace Etalon.Server.Tests;

/// <summary>A run of several shards whose server is killed in the middle goes on with the shards that are missing.</summary>
public sealed class ResumeTests(RunningEtalon etalon) : IClassFixture<RunningEtalon>
{
    private const int Stop = 19;

    /// <summary>280 MB: enough for several shards.</summary>
    private static readonly string[] Command =
        ["run", "random", "--set", "shape=x=70000000", "--set", "distribution=normal", "--set", "seed=11", "--class", "batch", "--no-cache"];

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Shards_that_were_finished_before_a_kill_are_not_computed_again()
    {
        var id = (string)(await etalon.Ok([.. Command, "--no-wait"]))["run"]!;
        var staging = Path.Combine(etalon.Home, "staging", id);
        Assert.True(await Processes.BecomesAsync(() => Finished(staging).Length >= 2, Soon), etalon.ServerLog);
        // Stopped before the server dies, so that the journal says what it said at the kill.
        var workers = Processes.ChildrenOf(etalon.ServerProcess)
            .Where(child => Processes.CommandOf(child).Contains("etalon-worker", StringComparison.Ordinal)).ToList();
        workers.ForEach(worker => Processes.Send(worker, Stop));
        Processes.Kill(etalon.ServerProcess);
        var finished = Finished(staging).ToDictionary(shard => shard, shard => Written(staging, shard), StringComparer.Ordinal);

        await etalon.UpAsync();
        var shown = await etalon.EndOf(id);

        Assert.Equal("done", (string?)shown["state"]);
        var dataset = RunningEtalon.DatasetOf(shown);
        var published = Path.Combine(etalon.Home, "datasets", dataset);
        var all = Shards(published);
        Assert.InRange(finished.Count, 2, all.Length - 1);
        Assert.All(finished, shard => Assert.Equal(shard.Value, Written(published, shard.Key)));
        Assert.All(all.Except(finished.Keys, StringComparer.Ordinal), shard => Assert.True(Written(published, shard) > finished.Values.Max()));
        var resumed = (long)shown["statistics"]!["tilesResumed"]!;
        var computed = (long)shown["statistics"]!["tiles"]!;
        Assert.InRange((double)resumed / (resumed + computed), (finished.Count - 0.5) / all.Length, (finished.Count + 0.5) / all.Length);

        var whole = RunningEtalon.DatasetOf(await etalon.Ok(Command));
        Assert.Equal(await ContentAsync(whole), await ContentAsync(dataset));
        Assert.Empty((await etalon.Ok("dataset", "verify", dataset))["faults"]!.AsArray());
    }

    private async Task<string> ContentAsync(string dataset) => (string)(await etalon.Ok("dataset", "show", dataset))["contentId"]!;

    /// <summary>The numbers of the shards that the journal calls finished; a torn last line does not count.</summary>
    private static string[] Finished(string staging)
    {
        var journal = Path.Combine(staging, "journal-0");
        return File.Exists(journal)
            ? [.. File.ReadAllText(journal).Split('\n')[..^1]
                .Where(line => line.StartsWith("shard ", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1])]
            : [];
    }

    /// <summary>The numbers of all shards of a folder with one cube of one axis.</summary>
    private static string[] Shards(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/c/", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file))
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))];

    /// <summary>When a shard's file was written.</summary>
    private static DateTime Written(string folder, string shard) => File.GetLastWriteTimeUtc(
        Directory.EnumerateFiles(folder, shard, SearchOption.AllDirectories).Single(file => file.EndsWith($"/c/{shard}", StringComparison.Ordinal)));
}
