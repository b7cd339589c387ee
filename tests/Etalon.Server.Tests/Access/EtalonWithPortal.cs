namespace Etalon.Server.Tests;

/// <summary>An Etalon with a small portal.</summary>
public sealed class EtalonWithPortal : RunningEtalon
{
    public const string Document = "<!doctype html><title>portal</title><script src=\"/assets/main-1a2b.js\"></script>";

    /// <summary>Long enough to be worth compressing.</summary>
    public static readonly string Script = string.Concat(Enumerable.Repeat("console.log('portal');\n", 200));

    public override Task InitializeAsync()
    {
        var web = Path.Combine(Folder, "web");
        Directory.CreateDirectory(Path.Combine(web, "assets"));
        File.WriteAllText(Path.Combine(web, "index.html"), Document);
        File.WriteAllText(Path.Combine(web, "assets", "main-1a2b.js"), Script);
        File.WriteAllText(Path.Combine(web, ".secret"), "hidden");
        File.WriteAllText(Path.Combine(Folder, "outside.txt"), "outside");
        return base.InitializeAsync();
    }
}
