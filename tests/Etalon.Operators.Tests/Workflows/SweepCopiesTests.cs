using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class SweepCopiesTests
{
    private static readonly SourceFacts Source = Given.Source(Given.Cube(("t", 10), ("x", 20)), false, 5, 20);

    [Fact]
    public void Later_steps_are_made_for_every_value_and_see_no_new_axis()
    {
        var resolved = Resolve(
            """
            "s": { "op": "fake.smooth", "set": { "axis": "t" }, "in": { "cube": "$cube" }, "sweep": { "window": [3, 5, 7] }, "stack": "outputs" },
            "n": { "op": "fake.stats", "in": { "cube": "s" } },
            "m": { "op": "fake.middle", "set": { "axes": ["t"] }, "in": { "cube": "s.out" }, "when": "n.max > 2", "onError": "skip" },
            "other": { "op": "fake.scale", "in": { "cube": "$cube" } }
            """, """ "m": "m", "other": "other" """);

        Assert.Equal([3, 20], resolved.CubeOf(resolved.Outputs[0].Link).Shape.ToArray());
        Assert.Equal("window", resolved.CubeOf(resolved.Outputs[0].Link).Axes[0].Name);
        Assert.Equal([3.0, 5, 7], resolved.CubeOf(resolved.Outputs[0].Link).Axes[0].Coordinates!.ToArray());
        Assert.Equal([10, 20], resolved["m/2"].Inputs[0].Shape.ToArray());
        Assert.Equal("s/2.out", $"{resolved["m/2"].Links[0]}");
        Assert.Equal("(n/2.max > 2)", resolved["m/2"].When);
        Assert.Equal([10, 20], resolved.CubeOf(resolved.Outputs[1].Link).Shape.ToArray());
    }

    [Fact]
    public void Sweeps_of_two_steps_meet_in_every_combination_the_later_one_fastest()
    {
        var resolved = Resolve(
            """
            "a": { "op": "fake.smooth", "set": { "axis": "t" }, "in": { "cube": "$cube" }, "sweep": { "window": [3, 5] }, "stack": "outputs" },
            "b": { "op": "fake.smooth", "set": { "axis": "x" }, "in": { "cube": "a" }, "sweep": { "window": [7, 9, 11] }, "stack": "outputs" },
            "c": { "op": "fake.add", "in": { "a": "b", "b": "a" } }
            """, """ "c": "c" """);

        var cube = resolved.CubeOf(resolved.Outputs[0].Link);
        Assert.Equal(["a-window", "b-window", "t", "x"], cube.Axes.Select(axis => axis.Name));
        Assert.Equal([2, 3, 10, 20], cube.Shape.ToArray());
        Assert.Equal(["b/6.out", "a/2.out"], resolved["c/6"].Links.Select(link => $"{link}"));
        Assert.Equal(7, resolved["b/4"].Operator.Canonical["window"]!.GetValue<long>());
        Assert.Equal(5, resolved["a/2"].Operator.Canonical["window"]!.GetValue<long>());
    }

    [Fact]
    public void Where_no_outputs_are_named_the_stacks_of_the_last_steps_are_the_last_steps()
    {
        var graph = Parse(
            """ "s": { "op": "fake.smooth", "set": { "axis": "t" }, "in": { "cube": "$cube" }, "sweep": { "window": [3, 5] }, "stack": "outputs" } """, "");

        Assert.Equal(["s/1", "s/2", "s/out"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(["s/1", "s/2"], graph.Nodes[2].Inputs.Select(input => input.Link.Node));
    }

    [Fact]
    public void A_step_whose_outputs_are_kept_all_gets_its_input_stacked()
    {
        var resolved = Resolve(
            """
            "s": { "op": "fake.smooth", "set": { "axis": "t" }, "in": { "cube": "$cube" }, "sweep": { "window": [3, 5] }, "stack": "outputs" },
            "two": { "op": "fake.twice", "in": { "cube": "s" } }
            """, """ "all": "two.*" """);

        Assert.Equal(["result", "early"], resolved.Outputs.Select(output => output.Name));
        Assert.Equal([2, 10, 20], resolved.CubeOf(resolved.Outputs[0].Link).Shape.ToArray());
    }

    [Fact]
    public void More_copies_than_anyone_means_are_refused()
    {
        var many = string.Join(',', Enumerable.Range(1, 101));

        var refusal = Assert.Throws<RefusalException>(() => Parse(
            $$"""
            "a": { "op": "fake.scale", "in": { "cube": "$cube" }, "sweep": { "factor": [{{many}}] }, "stack": "outputs" },
            "b": { "op": "fake.scale", "in": { "cube": "a" }, "sweep": { "factor": [{{many}}] }, "stack": "outputs" }
            """, """ "b": "b" """));

        Assert.Equal("bad-sweep", refusal.Code);
    }

    private static OperatorGraph Parse(string nodes, string outputs) =>
        WorkflowFile.Parse($$"""{ "etalon": 1, "inputs": { "cube": {} }, "nodes": { {{nodes}} }, "outputs": { {{outputs}} } }""").ToGraph(Given.Registry, []);

    private static ResolvedGraph Resolve(string nodes, string outputs) => new GraphResolver(Given.Registry).Resolve(
        Parse(nodes, outputs), ImmutableDictionary<string, SourceFacts>.Empty.Add("cube", Source));
}
