using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

public sealed class RepeatabilityTests : IDisposable
{
    private static readonly CubeInfo Cube = new(
        "t", [new Axis("time", 61), new Axis("lat", 13), new Axis("lon", 29)], SampleType.Float32)
    {
        Unit = "K",
    };

    private static readonly float[] Samples = MakeSamples();

    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mean", "time")]
    [InlineData("std", "lon")]
    [InlineData("sum", "lat,lon")]
    [InlineData("median", "time")]
    [InlineData("max", "time,lat,lon")]
    public void A_reduction_gives_the_same_bits_for_any_chunking_and_any_number_of_workers(string operation, string axes)
    {
        var set = new JsonObject { ["operation"] = operation, ["axes"] = axes };
        byte[]? first = null;
        long[][] chunkings = [[61, 13, 29], [1, 13, 29], [61, 1, 1], [7, 5, 11], [61, 13, 4]];
        foreach (var chunk in chunkings)
        {
            var input = _folder.Store(Cube, Samples, chunk);
            foreach (var workers in new[] { 1, 2, 5 })
            {
                var request = _folder.Request("reduce", (JsonObject)set.DeepClone(), ("cube", input)) with { Workers = workers };

                var bytes = _folder.Read(request, _folder.Run(request));

                first ??= bytes;
                Assert.Equal(first, bytes);
            }
        }
    }

    [Theory]
    [InlineData("oph_aggregate_operator(measure,'oph_avg')", "lon", 29)]
    [InlineData("oph_mul_scalar(oph_aggregate_operator(oph_reduce(measure,'oph_max',10),'oph_sum'),0.5)", "time", 7)]
    [InlineData("oph_aggregate_stats('','OPH_DOUBLE',measure)", "lat", 91)]
    [InlineData("oph_aggregate_operator(oph_reduce(measure,'oph_max'),'oph_min')", "time", 1)]
    [InlineData("oph_reduce(oph_roll_up(measure,26),'oph_avg')", "lon", 0)]
    [InlineData("oph_reduce(oph_roll_up(measure,13),'oph_avg')", "lon", 61)]
    [InlineData("oph_roll_up(oph_get_subarray(measure,1,2),1)", "lon", 1586)]
    [InlineData("oph_math(measure,'oph_math_rand')", "time", 22997)]
    public void Array_expressions_give_the_same_bits_for_any_chunking_and_any_number_of_workers(string query, string array, long samples)
    {
        byte[]? first = null;
        long[][] chunkings = [[61, 13, 29], [1, 13, 29], [7, 5, 11]];
        foreach (var chunk in chunkings)
        {
            var input = _folder.Store(Cube, Samples, chunk);
            foreach (var workers in new[] { 1, 2, 5 })
            {
                var set = new JsonObject { ["query"] = query, ["array"] = new JsonArray(array) };
                var request = _folder.Request("apply", set, ("cube", input)) with { Workers = workers };
                if (samples == 0)
                {
                    // 61 rows of one axis cannot be paired.
                    Assert.Equal("bad-expression", Assert.Throws<RefusalException>(() => _folder.Run(request)).Code);
                    continue;
                }

                var result = _folder.Run(request);
                var bytes = _folder.Read(request, result);

                first ??= bytes;
                Assert.Equal(first, bytes);
                Assert.Equal(samples, result.Plan.Sections[^1].Outputs[0].Cube.Samples);
                Assert.All(result.Plan.Sections.Skip(1), section => Assert.True(section.Predicted.BytesRead < Cube.Bytes / 10));
            }
        }
    }

    [Fact]
    public void A_chain_of_maps_and_a_reduction_reads_its_input_once()
    {
        var input = _folder.Store(Cube, Samples, 16, 13, 29);
        var workflow = new JsonObject
        {
            ["etalon"] = 1,
            ["inputs"] = new JsonObject { ["cube"] = new JsonObject() },
            ["nodes"] = new JsonObject
            {
                ["sum"] = new JsonObject
                {
                    ["op"] = "calculate",
                    ["set"] = new JsonObject { ["expression"] = "((t * 2 + 1) - 3) / 4" },
                    ["in"] = new JsonObject { ["cubes"] = new JsonArray("$cube") },
                },
                ["mean"] = new JsonObject
                {
                    ["op"] = "reduce",
                    ["set"] = new JsonObject { ["operation"] = "mean", ["axes"] = "time" },
                    ["in"] = new JsonObject { ["cube"] = "sum.cube" },
                },
            },
            ["outputs"] = new JsonObject(),
        };
        var request = _folder.Request(workflow, ("cube", input));

        var result = _folder.Run(request);

        var sections = Assert.Single(result.Plan.Sections);
        Assert.Equal(SectionKindName, sections.Kind.ToString());
        Assert.InRange(result.Statistics.BytesRead, Cube.Bytes, (long)(Cube.Bytes * 1.02) + 65536);
    }

    private const string SectionKindName = "Reduce";

    private static float[] MakeSamples()
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, 61 * 13 * 29).Select(i => i % 97 == 5 ? float.NaN : (float)(250 + (60 * random.NextDouble())) * (i % 31 == 0 ? 1e-6f : 1))];
    }
}
