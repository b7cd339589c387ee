using System.Diagnostics;
using System.Reflection;

namespace Etalon.Native.Tests;

public sealed class MpiWorldTests
{
    private const int LimitMilliseconds = 60_000;

    [Fact]
    public void Two_ranks_exchange_reduce_and_leave()
    {
        var (code, output) = Launch("exchange");

        Assert.True(code == 0, output);
        Assert.Contains("rank 0 of 2 is content", output, StringComparison.Ordinal);
        Assert.Contains("rank 1 of 2 is content", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_that_aborts_ends_the_other_with_its_code()
    {
        var (code, output) = Launch("abort");

        Assert.True(code == 7, output);
        Assert.DoesNotContain("content", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output) Launch(string scene)
    {
        var program = Assembly.GetExecutingAssembly().Location;
        var start = new ProcessStartInfo("mpirun")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["-n", "2", "--bind-to", "none", "--oversubscribe", "dotnet", program, scene])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(LimitMilliseconds));
        return (process.ExitCode, output + errors.Result);
    }
}
