namespace Etalon.Server.Tests;

/// <summary>An Etalon whose data folder is a disk of 500 MB in memory.</summary>
internal sealed class SmallDisk : RunningEtalon
{
    public SmallDisk()
        : base(Directory.CreateTempSubdirectory("etalon-e2e-").FullName)
    {
    }

    public override async Task InitializeAsync()
    {
        Directory.CreateDirectory(Home);
        Assert.Equal(0, (await Child.RunAsync("mount", ["-t", "tmpfs", "-o", "size=500m,mode=0755", "etalon-test", Home])).ExitCode);
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await Cli("down");
        await Child.RunAsync("umount", ["-l", Home]);
        Directory.Delete(Folder, recursive: true);
    }
}
