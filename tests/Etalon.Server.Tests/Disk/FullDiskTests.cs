namespace Etalon.Server.Tests;

/// <summary>A disk that fills while a run writes.</summary>
public sealed class FullDiskTests
{
    private const long Left = 60_000_000;

    [MountFact]
    public async Task A_full_disk_fails_the_run_clearly_and_everything_works_again_when_there_is_room()
    {
        var etalon = new SmallDisk();
        try
        {
            await etalon.InitializeAsync();
            var before = RunningEtalon.Place(await etalon.Ok("run", "random", "--set", "shape=x=1000"));
            var filler = Path.Combine(etalon.Home, "filler");
            await using (var file = File.Create(filler))
            {
                var bytes = new byte[new DriveInfo(etalon.Home).AvailableFreeSpace - Left];
                await file.WriteAsync(bytes);
            }

            foreach (var kind in new[] { "interactive", "batch" })
            {
                await etalon.Refused(73, "storage-full", "run", "random", "--set", "shape=x=50000000", "--class", kind, "--no-cache");

                Assert.Empty(Directory.EnumerateDirectories(Path.Combine(etalon.Home, "staging")));
                await etalon.Ok("cube", "slice", before, "--region", "x=0");
            }

            File.Delete(filler);
            var after = await etalon.Ok("run", "random", "--set", "shape=x=50000000", "--no-cache");
            Assert.Equal("done", (string?)after["state"]);
        }
        finally
        {
            await etalon.DisposeAsync();
        }
    }

    [MountFact]
    public async Task A_part_that_finds_no_room_is_refused_and_sent_again_when_there_is_some()
    {
        var etalon = new SmallDisk();
        try
        {
            await etalon.InitializeAsync();
            using var sender = await Sender.NewAsync(etalon);
            var bytes = Sender.Npy(5_000_000, seed: 31);
            var begun = await sender.SendAsync(await sender.BeginAsync(("line.npy", bytes.Length)), bytes.AsMemory(0, 5_000_000), part: 5_000_000);
            var filler = Path.Combine(etalon.Home, "filler");
            await using (var file = File.Create(filler))
            {
                await file.WriteAsync(new byte[new DriveInfo(etalon.Home).AvailableFreeSpace - 8_000_000]);
            }

            Assert.Equal("507 storage-full", await Sender.RefusalAsync(await sender.PartAsync(begun, 5_000_000, bytes.AsMemory(5_000_000))));
            Assert.Equal("507 storage-full", await Sender.RefusalAsync(await sender.BeginningAsync([new { path = "another", bytes = 1_000_000 }])));
            Assert.Equal(5_000_000, (int)(await sender.LookAsync(begun))["received"]!);

            File.Delete(filler);
            var run = await Sender.OkAsync(await sender.ImportAsync(await sender.SendAsync(begun, bytes, part: 8_000_000)));
            Assert.Equal(bytes[^20_000_000..], await sender.SamplesAsync(run));
        }
        finally
        {
            await etalon.DisposeAsync();
        }
    }
}
