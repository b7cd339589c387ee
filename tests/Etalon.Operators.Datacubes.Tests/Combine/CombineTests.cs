using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class CombineTests
{
    [Theory]
    [InlineData("corr", "correlate", "cube", "other")]
    [InlineData("sub", "combine-samples", "cubes[0]", "cubes[1]")]
    public void A_method_becomes_one_step_that_sees_both_cubes(string method, string step, string first, string second)
    {
        var graph = Expand(method, Inputs.Of(("cubes[0]", Cube(4)), ("cubes[1]", Cube(4, 3))));

        var node = Assert.Single(graph.Nodes);
        Assert.Equal(step, node.Operator);
        Assert.Equal([first, second], node.Inputs.Select(link => link.Port));

        // The cube with more axes leads a correlation; the order counts for all else.
        Assert.Equal(method is "corr" ? "cubes[1], cubes[0]" : "cubes[0], cubes[1]", string.Join(", ", node.Inputs.Select(link => link.Link.Port)));
    }

    [Fact]
    public void The_steps_of_a_correlation_are_found_and_described()
    {
        var registry = new OperatorRegistry(typeof(Combine).Assembly);
        var facts = new SourceFacts(Cube(4, 3), [4, 3], ReadsParts: true, StoredRatio: 1);
        var graph = new OperatorGraph(
            [new GraphNode("c", "combine", JsonNode.Parse("""{"method": "corr", "axes": ["a"], "name": "r"}""")!.AsObject(),
                [("cubes[0]", GraphLink.Input("x")), ("cubes[1]", GraphLink.Input("y"))])],
            [("cube", new GraphLink("c", "cube"))]);

        var resolved = new GraphResolver(registry).Resolve(
            graph, new Dictionary<string, SourceFacts>(StringComparer.Ordinal) { ["x"] = facts, ["y"] = facts });

        var output = Assert.Single(resolved.Nodes).Description.Outputs[0];
        Assert.Equal(("r", "1", 3L), (output.Name, output.Unit, output.Samples));
    }

    [Fact]
    public void A_correlation_of_three_cubes_is_refused()
    {
        var refusal = Assert.Throws<RefusalException>(() => Expand("corr", Inputs.Of(("cubes[0]", Cube(4)), ("cubes[1]", Cube(4)), ("cubes[2]", Cube(4)))));

        Assert.Equal("wrong-input-count", refusal.Code);
    }

    private static CubeInfo Cube(params long[] lengths) => RandomCubes.Info(SampleType.Float32, lengths);

    private static OperatorGraph Expand(string method, Inputs inputs) =>
        new OperatorRegistry(typeof(Combine).Assembly).Find("combine").BindParameters(new JsonObject { ["method"] = method }).Expand(inputs);
}
