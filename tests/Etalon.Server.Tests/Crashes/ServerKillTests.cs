using System.Globalization;
using Xunit.Abstractions;

namespace Etalon.Server.Tests;

/// <summary><c>kill -9</c> of the server while clients import, run and delete: nothing acknowledged is lost, nothing is half visible.</summary>
public sealed class ServerKillTests(RunningEtalon etalon, ITestOutputHelper output) : IClassFixture<RunningEtalon>
{
    /// <summary>Workers read the end of their input when the server dies; five seconds are promised, machines may be loaded.</summary>
    private static readonly TimeSpan WorkersEnd = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FirstAnswers = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Ten_random_kills_lose_nothing_that_was_acknowledged() => KillAsync(10);

    [Fact]
    [Trait("Category", "Long")]
    public Task Two_hundred_random_kills_lose_nothing_that_was_acknowledged() => KillAsync(200);

    private async Task KillAsync(int kills)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("ETALON_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : Environment.TickCount & 0xFFFFFF;
        output.WriteLine($"ETALON_SEED={seed}");
        var random = new Random(seed);
        var traffic = new Traffic(etalon, random.Next());
        var audit = new AfterCrash(etalon, traffic);
        for (var kill = 1; kill <= kills; kill++)
        {
            var server = etalon.ServerProcess;
            var workers = Processes.ChildrenOf(server).Where(child => Processes.CommandOf(child).Contains("etalon-worker", StringComparison.Ordinal)).ToArray();
            var clients = traffic.Start();
            await Task.Delay(random.Next(50, 1500));
            if (kill % 2 == 0)
            {
                // A slow machine has acknowledged nothing yet that a kill could lose.
                await Processes.BecomesAsync(() => !traffic.Kept.IsEmpty && !traffic.Queued.IsEmpty, FirstAnswers);
            }

            Processes.Kill(server);
            await clients;

            Assert.True(await Processes.BecomesAsync(() => !workers.Any(Processes.Lives), WorkersEnd), $"seed {seed}, kill {kill}: a worker is left over");
            await etalon.UpAsync();
            var fault = await audit.FindFaultAsync(whole: kill == kills);
            Assert.True(fault is null, $"seed {seed}, kill {kill}: {fault}\n{etalon.ServerLog}");
        }

        output.WriteLine($"{traffic.Kept.Count} datasets acknowledged and kept, {traffic.Deleted.Count} deleted, {traffic.Queued.Count} batch runs");
        Assert.NotEmpty(traffic.Kept);
        Assert.NotEmpty(traffic.Queued);
    }
}
