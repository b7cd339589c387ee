namespace Etalon.Server.Tests;

/// <summary>An Etalon with the sample pack, a new operator from the template, one that misbehaves, and a file that is no assembly.</summary>
public sealed class EtalonWithPlugins : RunningEtalon
{
    public EtalonWithPlugins()
        : base(Directory.CreateTempSubdirectory("etalon-e2e-").FullName)
    {
    }

    /// <summary>The folder that <c>operator new</c> has made.</summary>
    public string NewOperator => Path.Combine(Files, "DoubleIt");

    public override async Task InitializeAsync()
    {
        await Must(await Cli("operator", "new", "test-field.double-it", "--out", NewOperator));
        await Must(await Child.RunAsync(Path.Combine(NewOperator, "install"), [], BuildEnvironment, NewOperator));
        await Must(await Child.RunAsync(Path.Combine(Repository.Root, "samples", "Smooth", "build"), [], BuildEnvironment));
        var bad = Directory.CreateDirectory(Path.Combine(Home, "plugins", "Bad")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugin")))
        {
            File.Copy(file, Path.Combine(bad, Path.GetFileName(file)));
        }

        var broken = Directory.CreateDirectory(Path.Combine(Home, "plugins", "Broken")).FullName;
        await File.WriteAllTextAsync(Path.Combine(broken, "Broken.dll"), "no assembly");
        await base.InitializeAsync();
    }

    /// <summary>What builds see: no build server is left running.</summary>
    public Dictionary<string, string?> BuildEnvironment => new(Environment, StringComparer.Ordinal)
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
    };

    private static Task Must(CliResult result) => result.ExitCode == 0 ? Task.CompletedTask : throw new InvalidOperationException($"{result}");
}
