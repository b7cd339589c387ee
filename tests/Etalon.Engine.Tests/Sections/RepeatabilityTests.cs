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
