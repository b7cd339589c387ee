using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

public sealed class ExecutionTests : IDisposable
{
    private static readonly CubeInfo Cube = new(
        "v", [new Axis("time", 256), new Axis("y", 128), new Axis("x", 160)], SampleType.Float32);

    private static readonly float[] Samples = [.. Enumerable.Range(0, 256 * 128 * 160).Select(i => (i * 2654435761u % 1000) / 8f)];

    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_opposite_pattern_moves_every_byte_once_within_the_budget()
    {
        // 21 MB in maps, wanted as series, with a budget of 8 MB.
        var input = _folder.Store(Cube, Samples, 16, 8, 160);
        var request = _folder.Request("transpose", new JsonObject { ["order"] = "y,x,time" }, ("cube", input)) with { BudgetBytes = 8L << 20 };

        var result = _folder.Run(request);

        Assert.True(result.Statistics.PeakBufferBytes <= 8L << 20, $"{result.Statistics.PeakBufferBytes}");
        Assert.True(result.Statistics.BytesRead + result.Statistics.BytesWritten <= 2.2 * Cube.Bytes, $"{result.Statistics}");
        var series = _folder.ReadFloats(request, result);
        Assert.Equal(Samples[(200 * 128 * 160) + (100 * 160) + 17], series[(((100 * 160) + 17) * 256) + 200]);
    }

    [Fact]
    public void A_preview_reads_only_what_it_shows_and_agrees_with_the_whole()
    {
        var input = _folder.Store(Cube, Samples, 16, 8, 160);
        var whole = _folder.Request("reduce", new JsonObject { ["operation"] = "mean", ["axes"] = "time" }, ("cube", input));
        var part = whole with
        {
            OutputFolder = whole.OutputFolder + "-part",
            Region = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["y"] = "16:24" },
        };

        var all = _folder.ReadFloats(whole, _folder.Run(whole));
        var preview = _folder.Run(part);

        Assert.Equal(all[(16 * 160)..(24 * 160)], _folder.ReadFloats(part, preview));
        Assert.True(preview.Statistics.BytesRead < Cube.Bytes / 8, $"{preview.Statistics.BytesRead}");
    }

    [Fact]
    public void A_cancelled_run_goes_on_from_its_journal()
    {
        var input = _folder.Store(Cube, Samples, 8, 128, 160);
        var cut = new JsonObject { ["chunk"] = "time=8", ["shard"] = "time=8" };
        var request = _folder.Request("split", cut, ("cube", input)) with { Workers = 1 };
        using var stop = new CancellationTokenSource();
        var execution = new RunExecution(_folder.Registry, _folder.Formats, new Alone(), new FastClock());

        Assert.ThrowsAny<OperationCanceledException>(() => execution.Execute(
            request,
            progress =>
            {
                if (progress.Done > 0.4)
                {
                    stop.Cancel();
                }
            },
            stop.Token));
        var result = _folder.Run(request with { Resume = true });

        Assert.InRange(result.Statistics.TilesResumed, 2, 31);
        Assert.Equal(Samples, _folder.ReadFloats(request, result));
    }

    [Fact]
    public void Half_precision_is_kept_in_half_the_room_and_computed_with_as_float32()
    {
        var input = _folder.Store(Cube, Samples, 16, 128, 160);
        var workflow = JsonNode.Parse("""
            {
              "etalon": 1,
              "inputs": { "cube": {} },
              "nodes": {
                "half": { "op": "cast", "set": { "type": "float16" }, "in": { "cube": "$cube" } },
                "part": { "op": "subset", "set": { "select": "time=index:7:9" }, "in": { "cube": "half" } },
                "mean": { "op": "reduce", "set": { "operation": "mean", "axes": "time" }, "in": { "cube": "part" } }
              },
              "outputs": { "half": "half", "mean": "mean" }
            }
            """)!.AsObject();
        var request = _folder.Request(workflow, ("cube", input));

        var result = _folder.Run(request);

        // Eighths below 125 are exact in half precision.
        Assert.Equal(["half", "mean"], result.Outputs.Select(output => output.Name));
        Assert.Equal([SampleType.Float16, SampleType.Float32], result.Outputs.Select(output => output.Cube.Type));
        Assert.Equal(Samples, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, Half>(_folder.Read(request, result)).ToArray().Select(half => (float)half));
        var map = Cube.Axes[1].Length * Cube.Axes[2].Length;
        Assert.Equal(
            Enumerable.Range(0, (int)map).Select(i => (Samples[(7 * map) + i] + Samples[(8 * map) + i]) / 2), _folder.ReadFloats(request, result, 1));
    }

    [Fact]
    public void A_stream_carries_its_state_from_tile_to_tile()
    {
        var input = _folder.Store(Cube, Samples, 16, 8, 160);
        var request = _folder.Request("test.running-sum", [], ("cube", input)) with { BudgetBytes = 8L << 20 };

        var sums = _folder.ReadFloats(request, _folder.Run(request));

        var expected = 0f;
        for (var t = 0; t < 256; t++)
        {
            expected += Samples[(t * 128 * 160) + (5 * 160) + 3];
            Assert.Equal(expected, sums[(t * 128 * 160) + (5 * 160) + 3]);
        }
    }

    [Fact]
    public void A_program_is_a_step_like_any_other()
    {
        var small = new CubeInfo("s", [new Axis("x", 1000)], SampleType.Float32);
        var input = _folder.Store(small, Samples[..1000], 1000);
        var request = _folder.Request("test.numpy", new JsonObject { ["expression"] = "x * 2 + 1" }, ("cube", input));

        var result = _folder.ReadFloats(request, _folder.Run(request));

        Assert.Equal(Samples[..1000].Select(x => (x * 2) + 1), result);
    }

    [Fact]
    public void The_measured_peak_stays_within_the_promise()
    {
        var input = _folder.Store(Cube, Samples, 16, 8, 160);
        foreach (var operation in new[] { "mean", "std", "median", "max" })
        {
            var request = _folder.Request("reduce", new JsonObject { ["operation"] = operation, ["axes"] = "time" }, ("cube", input)) with
            {
                BudgetBytes = 16L << 20,
            };

            var result = _folder.Run(request);

            Assert.True(result.Statistics.PeakBufferBytes <= result.Plan.Total.PeakBytes * 1.2, $"{operation}: {result.Statistics.PeakBufferBytes} of {result.Plan.Total.PeakBytes}");
        }
    }

    [Fact]
    public void A_budget_in_which_nothing_fits_is_refused_with_a_table_of_needs()
    {
        var input = _folder.Store(Cube, Samples, 256, 128, 160);
        var request = _folder.Request("reduce", new JsonObject { ["operation"] = "median", ["axes"] = "time,y,x" }, ("cube", input)) with
        {
            BudgetBytes = 1 << 20,
        };

        var refusal = Assert.Throws<RefusalException>(() => _folder.Run(request));

        Assert.Equal("budget-too-small", refusal.Code);
    }

    /// <summary>Every look at the clock is a second later, so that each tile is reported.</summary>
    private sealed class FastClock : TimeProvider
    {
        private long _ticks;

        public override long GetTimestamp() => Interlocked.Add(ref _ticks, TimestampFrequency);
    }
}
