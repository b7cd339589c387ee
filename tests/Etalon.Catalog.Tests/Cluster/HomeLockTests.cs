using System.Diagnostics;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Catalog.Tests;

/// <summary>Who gets a folder, and who waits for it; the other holder is <c>flock</c> of util-linux.</summary>
public sealed class HomeLockTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("etalon-lock-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task A_holder_that_lives_is_named_and_not_waited_for()
    {
        using var held = await HomeLock.TakeAsync(_home);
        var clock = Stopwatch.StartNew();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => HomeLock.TakeAsync(_home));

        Assert.Equal("already-running", refusal.Code);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{clock.Elapsed}");
    }

    [Fact]
    public async Task What_a_killed_holder_still_holds_is_waited_for()
    {
        using var gone = Process.Start("/bin/true", []);
        await gone.WaitForExitAsync();
        using var remains = Process.Start("/usr/bin/flock", [Path.Combine(_home, "lock"), "/bin/sh", "-c", $"touch '{_home}/held'; sleep 1.5"]);
        while (!File.Exists(Path.Combine(_home, "held")))
        {
            await Task.Delay(10);
        }

        await File.WriteAllTextAsync(Path.Combine(_home, "lock.pid"), gone.Id.ToString(CultureInfo.InvariantCulture));

        using var taken = await HomeLock.TakeAsync(_home);

        Assert.True(remains.WaitForExit(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<RefusalException>(() => HomeLock.TakeAsync(_home));
    }

    [Fact]
    public async Task A_process_is_ending_from_its_kill_on_however_fast_it_goes()
    {
        for (var round = 0; round < 50; round++)
        {
            using var child = Process.Start("/bin/sleep", ["60"]);
            child.Kill();
            for (var look = 0; look < 50; look++)
            {
                Assert.True(EndingProcess.Is(child.Id), $"round {round}, look {look}");
            }

            await child.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_stopped_process_lives_and_a_killed_one_is_ending_before_it_has_gone()
    {
        using var child = Process.Start("/bin/sleep", ["60"]);
        Posix.Signal(child.Id, 19);
        Assert.False(EndingProcess.Is(child.Id));

        child.Kill();

        // From the kill on: pending, on its way out, zombie, gone.
        for (var look = 0; look < 100; look++)
        {
            Assert.True(EndingProcess.Is(child.Id));
        }

        await child.WaitForExitAsync();
        Assert.True(EndingProcess.Is(child.Id));
        Assert.False(EndingProcess.Is(Environment.ProcessId));
    }
}
