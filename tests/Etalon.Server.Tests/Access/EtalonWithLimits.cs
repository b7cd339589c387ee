namespace Etalon.Server.Tests;

/// <summary>An Etalon with a small portal where few attempts to sign in are listened to.</summary>
public sealed class EtalonWithLimits : RunningEtalon
{
    public const int SignIns = 6;

    public override Task InitializeAsync()
    {
        Environment["ETALON_SIGNINS"] = $"{SignIns}";
        var web = Directory.CreateDirectory(Path.Combine(Folder, "web"));
        File.WriteAllText(Path.Combine(web.FullName, "index.html"), "portal");
        File.WriteAllText(Path.Combine(web.FullName, ".hidden"), "secret of the portal");
        File.WriteAllText(Path.Combine(Folder, "outside.txt"), "secret outside");
        return base.InitializeAsync();
    }
}
