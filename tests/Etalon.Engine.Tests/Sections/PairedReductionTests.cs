using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Engine.Tests;

/// <summary>Reductions of two cubes: every block of the first meets its partner, however the two are stored.</summary>
public sealed class PairedReductionTests : IDisposable
{
    private static readonly CubeInfo Cube = new(
        "v", [new Axis("time", 120), new Axis("y", 24), new Axis("x", 40)], SampleType.Float32);

    private readonly EngineFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 256)]
    [InlineData(2, 256)]
    [InlineData(2, 4)]
    public void A_correlation_in_time_is_the_same_for_any_layout_workers_and_budget(int workers, int budgetMegabytes)
    {
        // y = 3 - 2x in one half of the map, y = x in the other: correlations -1 and 1.
        var x = Enumerable.Range(0, (int)Cube.Samples).Select(i => ((i * 2654435761u) % 4096) / 16f).ToArray();
        var y = x.Select((v, i) => i % 40 < 20 ? 3 - (2 * v) : v).ToArray();
        var first = _folder.Store(Cube, x, 16, 8, 40);
        var second = _folder.Store(Cube with { Name = "w" }, y, 120, 5, 7);
        var workflow = JsonNode.Parse("""
            {
              "etalon": 1, "inputs": { "a": {}, "b": {} }, "outputs": {},
              "nodes": { "c": { "op": "combine", "set": { "method": "corr", "axes": ["time"] }, "in": { "cubes": ["$a", "$b"] } } }
            }
            """)!.AsObject();
        var request = _folder.Request(workflow, ("a", first), ("b", second)) with
        {
            Workers = workers,
            BudgetBytes = (long)budgetMegabytes << 20,
        };

        var result = _folder.Run(request);

        var expected = Enumerable.Range(0, 24 * 40).Select(i => i % 40 < 20 ? -1f : 1f);
        Assert.Equal(expected, _folder.ReadFloats(request, result));
    }
}
