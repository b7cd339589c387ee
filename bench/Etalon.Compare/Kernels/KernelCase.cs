using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Compare;

/// <summary>An operator's kernel on one block.</summary>
/// <param name="Name">What is printed.</param>
/// <param name="Operator">The operator's name.</param>
/// <param name="Set">Its parameters.</param>
/// <param name="Shape">The shape of the block, which is the whole cube here.</param>
/// <param name="Type">The samples.</param>
internal sealed record KernelCase(string Name, string Operator, JsonObject Set, long[] Shape, SampleType Type)
{
    /// <summary>Blocks of 256 KiB fit the second cache of every processor of the last ten years.</summary>
    public static IReadOnlyList<KernelCase> All { get; } =
    [
        .. from operation in new[] { "max", "mean", "std" }
           from axis in new[] { "x", "y" }
           select new KernelCase($"fold {operation} over {(axis is "x" ? "inner" : "outer")} axis", "fold", Pairs(("operation", operation), ("axes", axis)), [64, 1024], SampleType.Float32),
        new("fold sum over inner axis, uint16", "fold", Pairs(("operation", "sum"), ("axes", "x")), [128, 1024], SampleType.UInt16),
        new("median of 4096 in each row", "quantile", Pairs(("axes", "x")), [16, 4096], SampleType.Float32),
        new("calculate, five operations", "calculate-samples", Pairs(("expression", "abs(cube * 1.8 - 459.67) / 2 + 1")), [64, 1024], SampleType.Float32),
        new("calculate sqrt(a^2 + 1)", "calculate-samples", Pairs(("expression", "sqrt(cube * cube + 1)")), [64, 1024], SampleType.Float32),
        new("transpose", "transpose", [], [256, 256], SampleType.Float32),
        new("transpose, uint16", "transpose", [], [256, 512], SampleType.UInt16),
        new("duplicate", "duplicate", [], [64, 1024], SampleType.Float32),
        new("cast uint16 to float32", "cast", Pairs(("type", "float32")), [128, 1024], SampleType.UInt16),
    ];

    private static JsonObject Pairs(params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        var set = new JsonObject();
        foreach (var (name, value) in parameters)
        {
            set[name] = value;
        }

        return set;
    }
}
