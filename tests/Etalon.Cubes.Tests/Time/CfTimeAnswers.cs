using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Etalon.Cubes.Tests;

/// <summary>What Python's cftime says of coordinates.</summary>
public static class CfTimeAnswers
{
    /// <summary>For each coordinate: the moment, the coordinate of the moment, and the labels of all eleven calendar periods.</summary>
    public static string[][] Of(string calendar, string unit, double[] coordinates)
    {
        var folder = Path.GetDirectoryName(ThisFile())!;
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(folder, "cftime-answers.py")])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        var answers = python.StandardOutput.ReadToEndAsync();
        foreach (var coordinate in coordinates)
        {
            python.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calendar}\t{unit}\t{coordinate:R}"));
        }

        python.StandardInput.Close();
        Assert.True(answers.Wait(TimeSpan.FromSeconds(60)) && python.WaitForExit(TimeSpan.FromSeconds(10)), "python3 does not answer.");
        Assert.Equal(0, python.ExitCode);
        var lines = answers.GetAwaiter().GetResult().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => line.Split('\t'))];
    }

    private static string ThisFile([CallerFilePath] string thisFile = "") => thisFile;
}
