using System.Diagnostics;

namespace Etalon.Storage.Tests;

/// <summary>Runs a Python script of the fixtures folder with Debian's own Python; one folder per test run.</summary>
internal static class PythonFixture
{
    private const int LimitMilliseconds = 60_000;

    /// <summary>Runs a script that makes files in a fresh folder; gives the folder.</summary>
    public static string Make(string script)
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("etalon-formats-").FullName, "files");
        Directory.CreateDirectory(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
        _ = Run(script, folder);
        return folder;
    }

    /// <summary>Runs a script; gives what it printed.</summary>
    public static string Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "fixtures", script));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(LimitMilliseconds), $"{script} takes longer than a minute");
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Result;
    }
}
