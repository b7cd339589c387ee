using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography.Tests;

public sealed class PyramidTests
{
    [Fact]
    public void Levels_go_on_until_a_volume_can_be_looked_at_as_it_is()
    {
        Assert.Equal(
            ["level1 = downsample volume by y=2,row=2,column=2", "level2 = downsample level1 by y=2,row=2,column=2", "level3 = downsample level2 by row=2,column=2"],
            Steps(new Pyramid.Parameters(), 6, 1000, 1025));
        Assert.Equal(["level1 = downsample volume by y=2,row=2,column=2"], Steps(new Pyramid.Parameters(), 100, 100, 100));
    }

    [Fact]
    public void As_many_levels_are_made_as_asked_for_and_as_there_are()
    {
        Assert.Equal(2, Steps(new Pyramid.Parameters(2), 1000, 1000, 1000).Length);
        Assert.Equal(
            ["level1 = downsample volume by row=2,column=2", "level2 = downsample level1 by row=2", "level3 = downsample level2 by row=2"],
            Steps(new Pyramid.Parameters(16, "row,column"), 1000, 9, 2));
    }

    [Fact]
    public void Nothing_to_halve_is_refused()
    {
        Assert.Equal("bad-parameter", Assert.Throws<RefusalException>(() => Steps(new Pyramid.Parameters(), 1, 1, 1)).Code);
        Assert.Equal("bad-parameter", Assert.Throws<RefusalException>(() => Steps(new Pyramid.Parameters(0, " , "), 9, 9, 9)).Code);
        Assert.Equal("unknown-axis", Assert.Throws<RefusalException>(() => Steps(new Pyramid.Parameters(0, "z"), 9, 9, 9)).Code);
    }

    [Fact]
    public void Any_level_can_be_asked_for_by_its_name()
    {
        var volume = new CubeInfo("volume", [new Axis("y", 100), new Axis("row", 81), new Axis("column", 80)], SampleType.Float32);
        var graph = new OperatorGraph(
            [new GraphNode("small", "pyramid", new JsonObject { ["levels"] = 3 }, [("volume", GraphLink.Input("v"))])],
            [("seen", new GraphLink("small", "level3"))]);
        var sources = new Dictionary<string, SourceFacts>(StringComparer.Ordinal) { ["v"] = new(volume, volume.Shape, ReadsParts: true, 1) };

        var resolved = new GraphResolver(new OperatorRegistry(typeof(Pyramid).Assembly)).Resolve(graph, sources);

        Assert.Equal<long>([12, 10, 10], resolved.CubeOf(resolved.Outputs[0].Link).Shape.ToArray());
    }

    /// <summary>What the composite does, in words; every level is an output under its own name.</summary>
    private static string[] Steps(Pyramid.Parameters parameters, long y, long rows, long columns)
    {
        var volume = new CubeInfo("volume", [new Axis("y", y), new Axis("row", rows), new Axis("column", columns)], SampleType.Float32);
        var graph = new GraphBuilder(Inputs.Of(("volume", volume)));
        new Pyramid().Expand(parameters, Inputs.Of(("volume", volume)), graph);
        var built = graph.Build();
        Assert.Equal(built.Nodes.Select(node => node.Id), built.Outputs.Select(output => output.Name));
        return [.. built.Nodes.Select(node => $"{node.Id} = {node.Operator} {Source(node.Inputs[0].Link)} by {node.Parameters["by"]}")];
    }

    private static string Source(GraphLink link) => link.Node.Length == 0 ? link.Port : link.Node;
}
