namespace Etalon.Server.Tests;

/// <summary>A server that is killed while files are sent to it.</summary>
public sealed class UploadKillTests(RunningEtalon etalon) : IClassFixture<RunningEtalon>
{
    [Fact]
    public async Task What_was_counted_is_there_after_a_kill_and_the_rest_is_sent_on()
    {
        using var sender = await Sender.NewAsync(etalon);
        var bytes = Sender.Npy(3_000_000, seed: 21);
        var begun = await sender.BeginAsync(("line.npy", bytes.Length));
        var stray = Directory.CreateDirectory(Path.Combine(etalon.Home, "uploads", Guid.NewGuid().ToString(), Guid.NewGuid().ToString()));
        await Sender.OkAsync(await sender.PartAsync(begun, 0, bytes.AsMemory(0, 1_000_000)));

        var cut = sender.PartAsync(begun, 1_000_000, bytes.AsMemory(1_000_000));
        Processes.Kill(etalon.ServerProcess);
        await ((Task)cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await etalon.UpAsync();

        using var again = sender.At(etalon.Url);
        var left = await again.LookAsync(begun);
        Assert.Contains((int)left["received"]!, new[] { 1_000_000, bytes.Length });
        Assert.True(await Processes.BecomesAsync(() => !stray.Exists || !Directory.Exists(stray.FullName), TimeSpan.FromSeconds(10)), "a folder of no upload stays");
        var run = await Sender.OkAsync(await again.ImportAsync(await again.SendAsync(left, bytes, part: 4_000_000)));
        Assert.Equal(bytes[^12_000_000..], await again.SamplesAsync(run));
    }
}
