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
}
