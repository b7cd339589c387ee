using System.Diagnostics;

namespace Etalon.Native.Tests;

public sealed class LibCTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Room_taken_shows_in_the_length_or_not_as_asked()
    {
        using (var grown = File.OpenHandle(_folder["a"], FileMode.Create, FileAccess.ReadWrite))
        using (var kept = File.OpenHandle(_folder["b"], FileMode.Create, FileAccess.ReadWrite))
        {
            Assert.True(FileSpace.Take(grown, 100_000));
            Assert.True(FileSpace.Take(kept, 100_000, keepLength: true));
            FileSpace.StartWriting(grown, 0, 100_000);
            FileSpace.Drop(grown, 0, 0);
            FileSpace.WillNeed(grown, 0, 4096);
        }

        FileSpace.FlushFolder(_folder.Path);
        Assert.Equal(100_000, new FileInfo(_folder["a"]).Length);
        Assert.Equal(0, new FileInfo(_folder["b"]).Length);
        Assert.Equal("True", Python.Run(_folder, "import os; print(os.stat('b').st_blocks * 512 >= 100000)"));
    }

    [Fact]
    public void More_room_than_the_disk_has_is_refused_before_any_is_taken()
    {
        using var file = File.OpenHandle(_folder["a"], FileMode.Create, FileAccess.ReadWrite);
        var tooMuch = FileSystemSpace.Of(_folder.Path).FreeBytes + (1L << 40);

        var failure = Assert.Throws<NativeException>(() => FileSpace.Take(file, tooMuch));

        Assert.Equal(FileSpace.DiskFull, failure.Code);
        Assert.Equal(0, RandomAccess.GetLength(file));
    }

    [Fact]
    public void Free_space_agrees_with_Python()
    {
        var space = FileSystemSpace.Of(_folder.Path);

        var total = Python.Run(_folder, "import os; s = os.statvfs('.'); print(s.f_blocks * s.f_frsize)");

        Assert.Equal(total, space.TotalBytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(space.AvailableBytes, 1, space.TotalBytes);
        Assert.Throws<NativeException>(() => FileSystemSpace.Of(_folder["nowhere"]));
    }

    [Fact]
    public void A_group_of_processes_ends_together()
    {
        using var process = Process.Start(new ProcessStartInfo("setsid", ["-w", "sh", "-c", "sleep 60 & echo $!; wait"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var child = int.Parse(process.StandardOutput.ReadLine()!, System.Globalization.CultureInfo.InvariantCulture);
        var group = ProcessGroups.Of(child)!.Value;

        Assert.True(ProcessGroups.IsRunning(child));
        Assert.True(ProcessGroups.Signal(group, ProcessGroups.Kill));
        Assert.True(SpinWait.SpinUntil(() => !ProcessGroups.IsRunning(child), TimeSpan.FromSeconds(20)));
        Assert.True(process.WaitForExit(20_000));
        Assert.Throws<NativeException>(() => ProcessGroups.Signal(1, ProcessGroups.Kill));
        Assert.Throws<NativeException>(() => ProcessGroups.SignalProcess(-1, ProcessGroups.Kill));
    }

    [Fact]
    public void Usage_counts_time_and_the_peak_of_memory()
    {
        var before = ProcessUsage.Own();

        Assert.True(before.UserTime > TimeSpan.Zero);
        Assert.InRange(before.PeakResidentBytes, 10L << 20, 64L << 30);
        Assert.True(ProcessUsage.Thread().UserTime <= ProcessUsage.Own().UserTime);
        Assert.NotEqual(0, ParentDeath.ParentId);
    }
}
