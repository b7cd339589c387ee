using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class GraphResolverTests
{
    private static readonly SourceFacts Source = Given.Source(Given.Cube(("t", 10), ("x", 20)), false, 5, 20);

    [Fact]
    public void A_composite_becomes_its_steps_with_prefixed_ids()
    {
        var graph = Given.Resolve(
            Source, "after.out",
            Given.Node("after", "fake.scale", "{}", ("cube", "pair.result")),
            Given.Node("pair", "fake.twice", """{"factor":5}""", ("cube", "$cube")));

        Assert.Equal(["pair/first", "pair/second", "after"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(new GraphLink("pair/second", "out"), graph["after"].Links[0]);
        Assert.Equal(5, graph["pair/first"].Operator.Canonical["factor"]!.GetValue<double>());
    }

    [Fact]
    public void Any_output_of_a_composite_can_be_kept()
    {
        var graph = Given.Resolve(Source, "pair.early", Given.Node("pair", "fake.twice", "{}", ("cube", "$cube")));

        Assert.Equal(("result", new GraphLink("pair/first", "out")), Assert.Single(graph.Outputs));
    }

    [Fact]
    public void A_kept_input_is_copied_by_a_step_of_its_own()
    {
        var graph = Given.Resolve(Source, "$cube");

        var node = Assert.Single(graph.Nodes);
        Assert.Equal(CropOperator.Name, node.Operator.Entry.Name);
        Assert.Equal(Source.Cube, graph.CubeOf(graph.Outputs[0].Link));
    }

    [Fact]
    public void A_cycle_is_refused_and_named()
    {
        var refusal = Refused(
            "a.out",
            Given.Node("a", "fake.scale", "{}", ("cube", "c.out")),
            Given.Node("b", "fake.scale", "{}", ("cube", "a.out")),
            Given.Node("c", "fake.scale", "{}", ("cube", "b.out")));

        Assert.Equal("cycle", refusal.Code);
        Assert.Contains("a -> c -> b -> a", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_composite_that_contains_itself_is_refused()
    {
        var refusal = Refused("a.result", Given.Node("a", "fake.twice", """{"endless":true}""", ("cube", "$cube")));

        Assert.Equal("too-deep", refusal.Code);
    }

    [Theory]
    [InlineData("fake.add", "{}", "a=$cube", "missing-input", "'b'")]
    [InlineData("fake.scale", "{}", "cub=$cube;cube=$cube", "unknown-input", "'cube'")]
    [InlineData("fake.scale", "{}", "cube=$cub", "unknown-input", "cube")]
    [InlineData("fake.scale", "{}", "cube=nobody.out", "unknown-step", "a")]
    [InlineData("fake.mean", """{"axes":"tt"}""", "cube=$cube", "unknown-axis", "Step 'a' (fake.mean)")]
    [InlineData("fake.scale", """{"factr":1}""", "cube=$cube", "unknown-parameter", "factor")]
    [InlineData("fake.scal", "{}", "cube=$cube", "unknown-operator", "fake.scale")]
    public void What_does_not_fit_is_refused(string name, string parameters, string links, string code, string says)
    {
        var pairs = links.Split(';').Select(pair => (pair.Split('=')[0], pair.Split('=')[1])).ToArray();

        var refusal = Refused("a", Given.Node("a", name, parameters, pairs));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message + refusal.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_output_is_refused_with_the_known_ones()
    {
        var refusal = Refused("s.maxi", Given.Node("s", "fake.stats", "{}", ("cube", "$cube")));

        Assert.Equal("unknown-output", refusal.Code);
        Assert.Contains("s.max", refusal.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_makes_its_step_wait_for_the_numbers_it_looks_at()
    {
        var graph = Given.Resolve(
            Source, "a.out",
            Given.Node("a", "fake.scale", "{}", ("cube", "$cube")) with { When = "s.max > 3" },
            Given.Node("s", "fake.stats", "{}", ("cube", "$cube")));

        Assert.Equal(["s", "a"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(["s", "a"], Planner.Plan(graph, new PlanLimits(1 << 30, 1)).Sections.Select(section => section.Terminal));
    }

    [Fact]
    public void A_condition_on_a_whole_cube_is_refused()
    {
        var refusal = Refused(
            "a.out",
            Given.Node("a", "fake.scale", "{}", ("cube", "$cube")) with { When = "b.out > 3" },
            Given.Node("b", "fake.scale", "{}", ("cube", "$cube")));

        Assert.Equal("bad-condition", refusal.Code);
    }

    [Fact]
    public void What_holds_for_a_composite_holds_for_its_steps()
    {
        var graph = Given.Resolve(
            Source, "pair.result",
            Given.Node("pair", "fake.twice", "{}", ("cube", "$cube")) with { When = "s.max > 3", OnError = "skip" },
            Given.Node("s", "fake.stats", "{}", ("cube", "$cube")));

        Assert.All(graph.Nodes.Where(node => node.Id.StartsWith("pair/", StringComparison.Ordinal)), node => Assert.Equal("(s.max > 3)", node.When));
        Assert.All(graph.Nodes.Where(node => node.Id.StartsWith("pair/", StringComparison.Ordinal)), node => Assert.Equal("skip", node.OnError));
    }

    private static RefusalException Refused(string output, params GraphNode[] nodes) =>
        Assert.Throws<RefusalException>(() => Given.Resolve(Source, output, nodes));
}
