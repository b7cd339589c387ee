using System.Diagnostics;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Engine.Tests;

public sealed class SourceCopyTests : IDisposable
{
    /// <summary>An odd number of maps, so that a median is one of the samples.</summary>
    private const int Maps = 1023;

    private static readonly CubeInfo Cube = new(
        "v", [new Axis("time", Maps), new Axis("y", 64), new Axis("x", 128)], SampleType.Float32);

    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_median_over_time_of_deflated_maps_decodes_every_map_once_in_a_small_budget()
    {
        var file = Path.Combine(_folder.Path, "maps.nc");
        var expected = Path.Combine(_folder.Path, "median.f32");
        Python($"""
            import numpy, netCDF4
            v = numpy.round(numpy.random.default_rng(1).normal(280, 15, ({Maps}, 64, 128)), 2).astype('f4')
            with netCDF4.Dataset(r'{file}', 'w') as f:
                for name, length in zip(('time', 'y', 'x'), v.shape):
                    f.createDimension(name, length)
                f.createVariable('v', 'f4', ('time', 'y', 'x'), zlib=True, complevel=1, chunksizes=(1, 64, 128))[:] = v
            numpy.median(v, axis=0).astype('f4').tofile(r'{expected}')
            """);
        var request = _folder.Request("reduce", Median(), ("cube", new InputReference(file, "v", "test:maps"))) with
        {
            BudgetBytes = 12L << 20,
            Codec = "zstd",
        };

        var result = _folder.Run(request);

        Assert.Equal("cube", result.Plan.Sections[0].Copies);
        var stored = new FileInfo(file).Length;
        Assert.InRange(result.Plan.Total.BytesRead, Cube.Bytes, 1.1 * (stored + Cube.Bytes));
        Assert.InRange(result.Statistics.BytesRead, Cube.Bytes, 1.1 * (stored + Cube.Bytes));
        Assert.True(result.Statistics.BytesWritten >= Cube.Bytes, "the copy counts");
        Assert.InRange(result.Statistics.PeakBufferBytes, 1, 12L << 20);
        Assert.Equal(File.ReadAllBytes(expected), _folder.Read(request, result));
        Assert.Equal(["dataset"], Kept(request));
    }

    [Fact]
    public void A_copy_changes_no_bit_of_a_result()
    {
        var noise = new Random(3);
        float[] samples = [.. Enumerable.Range(0, Maps * 64 * 128).Select(_ => noise.NextSingle())];
        var packed = _folder.Store(Cube, samples, ChunkCodec.Zstd, 1, 64, 128);
        var plain = _folder.Store(Cube, samples, 1, 64, 128);
        var through = _folder.Request("reduce", Median(), ("cube", packed)) with { BudgetBytes = 12L << 20 };
        var direct = _folder.Request("reduce", Median(), ("cube", plain));

        var copied = _folder.Run(through);
        var read = _folder.Run(direct);

        Assert.Equal(2, copied.Plan.Sections.Length);
        Assert.Single(read.Plan.Sections);
        Assert.Equal(_folder.Read(direct, read), _folder.Read(through, copied));
    }

    private static JsonObject Median() => new() { ["operation"] = "median", ["axes"] = "time" };

    /// <summary>The folders that a run has left.</summary>
    private static string[] Kept(RunRequest request) =>
        [.. Directory.GetDirectories(request.OutputFolder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    private static void Python(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", script]) { RedirectStandardError = true, UseShellExecute = false })!;
        var errors = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(60_000), "the script takes too long");
        Assert.True(process.ExitCode == 0, errors);
    }
}
