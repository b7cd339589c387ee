using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ReduceTests
{
    private static readonly OperatorRegistry Registry = new(typeof(Reduce).Assembly);

    public static TheoryData<ReduceOperation> Operations => [.. Enum.GetValues<ReduceOperation>()];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_expands_to_an_operator_that_accepts_it(ReduceOperation operation)
    {
        var inputs = Inputs.Of(("cube", RandomCubes.Info(SampleType.Float32, 3, 4)));
        var bound = Registry.Find("reduce").BindParameters(new JsonObject
        {
            ["operation"] = operation.ToString().ToLowerInvariant(),
            ["axes"] = new JsonArray("b"),
            ["q"] = 0.25,
            ["ddof"] = 1,
        });

        var node = Assert.Single(bound.Expand(inputs).Nodes);
        var inner = Registry.Find(node.Operator).BindParameters(node.Parameters);

        Assert.Equal(["a"], inner.Describe(inputs).Outputs[0].Axes.Select(axis => axis.Name));
        var isQuantile = operation is ReduceOperation.Median or ReduceOperation.Quantile;
        Assert.Equal(isQuantile ? "quantile" : "fold", node.Operator);
        Assert.Equal(operation switch { ReduceOperation.Median => 0.5, ReduceOperation.Quantile => 0.25, _ => 1 }, (double)inner.Canonical[isQuantile ? "q" : "ddof"]!);
    }
}
