using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class RegionOfInterestTests
{
    private static readonly CubeInfo Daily = Given.Cube(("time", 3650), ("y", 180), ("x", 360));

    [Fact]
    public void A_preview_reads_only_what_the_region_needs()
    {
        var graph = Preview(["y=30:60", "time=0:50"], "smooth.out", Given.Node("smooth", "fake.smooth", """{"axis":"time"}""", ("cube", "$cube")));

        var plan = Planner.Plan(graph, new PlanLimits(1L << 30, 2));

        var section = Assert.Single(plan.Sections);
        Assert.Equal([50, 30, 360], section.Outputs[0].Cube.Shape.ToArray());
        // One sample of halo on each side of every tile, none before the first.
        Assert.InRange(section.Predicted.BytesRead, 51L * 30 * 360 * 4, 54L * 30 * 360 * 4);
    }

    [Fact]
    public void A_preview_of_a_reduction_folds_only_the_region()
    {
        var graph = Preview(["y=30:60", "time=0:9"], "mean.out", Given.Node("mean", "fake.mean", """{"axes":["time"]}""", ("cube", "$cube")));

        var plan = Planner.Plan(graph, new PlanLimits(1L << 30, 2));

        var section = Assert.Single(plan.Sections);
        Assert.Equal([30, 360], section.Outputs[0].Cube.Shape.ToArray());
        Assert.Equal(3650L * 30 * 360 * 4, section.Predicted.BytesRead);
    }

    [Fact]
    public void An_axis_that_no_output_has_is_refused()
    {
        var interest = RegionOfInterest.Parse(["z=0:3"]);

        var graph = Preview(["z=0:3"], "a.out", Given.Node("a", "fake.scale", "{}", ("cube", "$cube")));

        Assert.Equal("unknown-axis", Assert.Throws<RefusalException>(() => interest.Check(graph)).Code);
    }

    [Theory]
    [InlineData("y=170:181", "region-outside")]
    [InlineData("y=5:5", "region-outside")]
    [InlineData("y=a:b", "bad-region")]
    [InlineData("y", "bad-region")]
    public void A_region_outside_is_refused(string range, string code) => Assert.Equal(
        code,
        Assert.Throws<RefusalException>(
            () => Preview([range], "a.out", Given.Node("a", "fake.scale", "{}", ("cube", "$cube")))).Code);

    [Fact]
    public void Outputs_that_are_known_only_later_are_left_out_of_a_preview()
    {
        var graph = new OperatorGraph(
            [Given.Node("two", "fake.twice", "{}", ("cube", "$cube"))], [("one", Given.Link("two.early")), ("all", new GraphLink("two", "*"))]);

        var preview = RegionOfInterest.Parse(["y=30:60"]).Apply(graph);

        Assert.Equal("one", Assert.Single(preview.Outputs).Name);
        Assert.Contains("'all'", Assert.Single(preview.Remarks), StringComparison.Ordinal);
        var alone = graph with { Outputs = [graph.Outputs[1]] };
        Assert.Equal("bad-region", Assert.Throws<RefusalException>(() => RegionOfInterest.Parse(["y=30:60"]).Apply(alone)).Code);
    }

    private static ResolvedGraph Preview(string[] ranges, string output, params GraphNode[] nodes) =>
        new GraphResolver(Given.Registry).Resolve(
            RegionOfInterest.Parse(ranges).Apply(Given.Graph(output, nodes)),
            ImmutableDictionary<string, SourceFacts>.Empty.Add("cube", Given.Source(Daily, false, 50, 30, 360)));
}
