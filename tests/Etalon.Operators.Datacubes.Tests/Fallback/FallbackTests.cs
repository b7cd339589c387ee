using System.Diagnostics;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Kernels give the same bits on processors with other vectors, or with none that .NET knows.</summary>
public sealed class FallbackTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly Lazy<string[]> Here = new(() => [.. KernelDigests.All().Select(digest => $"{digest.Key}\t{digest.Value}")]);

    [Theory]
    [InlineData(256, "DOTNET_EnableAVX512", "DOTNET_EnableAVX512F")]
    [InlineData(0, "DOTNET_EnableHWIntrinsic")]
    public async Task Narrower_vectors_give_the_same_bits(int widest, params string[] switchedOff)
    {
        var file = Path.Combine(Path.GetTempPath(), $"etalon-digests-{Guid.NewGuid():N}");
        try
        {
            await RunAsync(file, switchedOff);
            var lines = await File.ReadAllLinesAsync(file);

            // A switch that did nothing would make this test say nothing.
            Assert.InRange(int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture), 0, widest);
            Assert.Equal(Here.Value, lines[1..]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task RunAsync(string file, string[] switchedOff)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", typeof(FallbackTests).Assembly.Location, "digests", file])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in switchedOff)
        {
            start.Environment[name] = "0";
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
