using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ZarritaTests
{
    private const int LimitMilliseconds = 120_000;

    [Fact]
    public void Zarrita_reads_our_shards_with_its_own_code()
    {
        using var folder = new TempFolder();
        var expected = Write(folder["all.zarr"]);

        var printed = Read(folder["all.zarr"], [.. expected.Keys, "f32-Lz4/time"]);

        foreach (var (name, values) in expected)
        {
            var found = printed.GetProperty("arrays").GetProperty(name);
            Assert.Equal(values.Sum(), found.GetProperty("sum").GetDouble());
            Assert.Equal(values[..3], found.GetProperty("first").EnumerateArray().Select(value => value.GetDouble()));
            Assert.Equal(values[^3..], found.GetProperty("last").EnumerateArray().Select(value => value.GetDouble()));
            Assert.Equal(["time", "x"], found.GetProperty("dimensions").EnumerateArray().Select(value => value.GetString()));
            Assert.Equal("counts", found.GetProperty("units").GetString());
        }

        var time = printed.GetProperty("arrays").GetProperty("f32-Lz4/time");
        Assert.Equal("days since 2000-01-01", time.GetProperty("units").GetString());
        Assert.Equal([0.5, 1.5, 2.5], time.GetProperty("first").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal("zarrita", printed.GetProperty("attributes").GetProperty("title").GetString());
    }

    /// <summary>One cube of 100 × 70 for each codec and type, in groups; a third of it is nothing but fill.</summary>
    private static Dictionary<string, double[]> Write(string path)
    {
        const int rows = 100;
        const int columns = 70;
        var expected = new Dictionary<string, double[]>(StringComparer.Ordinal);
        using var writer = new ZarrFormat().Create(path, CubeFile.NoOptions);
        foreach (var codec in Enum.GetValues<ChunkCodec>())
        {
            var values = Enumerable.Range(0, rows * columns).Select(i => i < rows * columns / 3 ? 0.0 : i % 251).ToArray();
            Axis[] axes =
            [
                new Axis("time", rows) { Unit = "days since 2000-01-01", Coordinates = new RegularCoordinates(0.5, 1, rows) },
                new Axis("x", columns),
            ];
            foreach (var (name, type, bytes) in new[]
            {
                ("f32", SampleType.Float32, MemoryMarshal.AsBytes<float>(values.Select(value => (float)value).ToArray()).ToArray()),
                ("u16", SampleType.UInt16, MemoryMarshal.AsBytes<ushort>(values.Select(value => (ushort)value).ToArray()).ToArray()),
                ("i64", SampleType.Int64, MemoryMarshal.AsBytes<long>(values.Select(value => (long)value).ToArray()).ToArray()),
            })
            {
                var cube = new CubeInfo($"{name}-{codec}/data", [.. axes], type) { Unit = "counts" };
                using var one = writer.Add(cube, new CubeLayout([8, 16], [32, 32], codec));
                CubeFile.WriteAll(one, bytes);
                expected[cube.Name] = values;
            }
        }

        writer.Complete(AttributeSet.Empty.With("title", "zarrita"));
        return expected;
    }

    private static JsonElement Read(string store, IEnumerable<string> arrays)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "zarrita");
        using (var installing = new Mutex(initiallyOwned: false, "etalon-zarrita"))
        {
            Assert.True(installing.WaitOne(LimitMilliseconds));
            try
            {
                if (!Directory.Exists(Path.Combine(folder, "node_modules", "zarrita")))
                {
                    _ = Run(folder, "npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]);
                }
            }
            finally
            {
                installing.ReleaseMutex();
            }
        }

        return JsonElement.Parse(Run(folder, "node", ["read.mjs", store, .. arrays]));
    }

    private static string Run(string folder, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        Assert.True(process.WaitForExit(LimitMilliseconds), $"{program} takes longer than two minutes");
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Result;
    }
}
