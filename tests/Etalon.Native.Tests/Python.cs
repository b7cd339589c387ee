using System.Diagnostics;

namespace Etalon.Native.Tests;

/// <summary>The system's Python with h5py, netCDF4 and numpy: another opinion on what a file holds.</summary>
internal static class Python
{
    private const int LimitMilliseconds = 60_000;

    /// <summary>Runs a script and returns what it printed, trimmed.</summary>
    public static string Run(TempFolder folder, string script)
    {
        var start = new ProcessStartInfo("/usr/bin/python3")
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-");
        using var process = Process.Start(start)!;
        process.StandardInput.Write("import numpy as np, h5py, json\n" + script);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(LimitMilliseconds));
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Trim();
    }
}
