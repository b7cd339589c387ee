namespace Etalon.Server.Tests;

/// <summary>An Etalon where others than administrators bring files in from one folder only, and where little is compared at once.</summary>
public sealed class EtalonWithRoots : RunningEtalon
{
    public const int CompareBytes = 100_000_000;
    public const int CompareSeconds = 2;

    /// <summary>The folder.</summary>
    public string Root => Path.Combine(Folder, "shared");

    public override Task InitializeAsync()
    {
        Directory.CreateDirectory(Root);
        Environment["ETALON_IMPORT_ROOTS"] = Root;
        Environment["ETALON_COMPARE_BYTES"] = $"{CompareBytes}";
        Environment["ETALON_COMPARE_SECONDS"] = $"{CompareSeconds}";
        return base.InitializeAsync();
    }
}
