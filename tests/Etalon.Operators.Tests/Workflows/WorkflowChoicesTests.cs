using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

/// <summary>Inputs that are whole datasets, steps that parameters leave out, and links with choices.</summary>
public sealed class WorkflowChoicesTests
{
    private const string Scan = """
        {
          "etalon": 1,
          "inputs": { "scan": { "doc": "a scan", "cubes": ["projections", "flats?"] } },
          "parameters": { "smooth": { "default": true }, "factor": { "default": null }, "limit": { "default": 0 } },
          "nodes": {
            "sum": { "op": "fake.add", "in": { "a": "$scan/projections", "b": "$scan/projections", "mask": "$scan/flats" } },
            "smooth": { "op": "fake.smooth", "in": { "cube": "sum" }, "when": "${smooth}" },
            "again": { "op": "fake.smooth", "in": { "cube": "smooth" } },
            "scale": { "op": "fake.scale", "set": { "factor": "${factor}" }, "in": { "cube": "again | smooth | sum" } },
            "flat": { "op": "fake.smooth", "in": { "cube": "$scan/flats" }, "when": "$scan/flats && ${limit} <= 1" },
            "both": { "op": "fake.add", "in": { "a": "scale", "b": "scale", "mask": "flat?" } }
          },
          "outputs": { "result": "both", "smoothed": "again", "flat": "flat" }
        }
        """;

    private static readonly string[] Everything = ["scan/projections", "scan/flats"];

    [Fact]
    public void With_everything_given_every_step_is_there()
    {
        var graph = Graph([], Everything);

        Assert.Equal(["sum", "smooth", "again", "scale", "flat", "both"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(["a=$scan/projections", "b=$scan/projections", "mask=$scan/flats"], Links(graph, "sum"));
        Assert.Equal(["cube=again"], Links(graph, "scale"));
        Assert.Equal(["a=scale", "b=scale", "mask=flat"], Links(graph, "both"));
        Assert.All(graph.Nodes, node => Assert.Equal("", node.When));
        Assert.Empty(graph.Remarks);
    }

    [Fact]
    public void A_cube_that_may_be_absent_leaves_its_ports_unconnected_and_its_steps_out()
    {
        var graph = Graph([], ["scan/projections"]);

        Assert.Equal(["sum", "smooth", "again", "scale", "both"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(["a=$scan/projections", "b=$scan/projections"], Links(graph, "sum"));
        Assert.Equal(["a=scale", "b=scale"], Links(graph, "both"));
        Assert.Equal(["result", "smoothed"], graph.Outputs.Select(output => output.Name));
        Assert.Contains("'flat'", Assert.Single(graph.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("0")]
    public void A_step_that_a_parameter_leaves_out_takes_along_what_needs_it_and_the_next_choice_counts(string value)
    {
        var graph = Graph(new JsonObject { ["smooth"] = value, ["limit"] = 2 }, Everything);

        Assert.Equal(["sum", "scale", "both"], graph.Nodes.Select(node => node.Id));
        Assert.Equal(["cube=sum"], Links(graph, "scale"));
        Assert.Equal(["result"], graph.Outputs.Select(output => output.Name));
        Assert.Equal(3, graph.Remarks.Length);
    }

    [Fact]
    public void What_is_set_to_nothing_is_not_set()
    {
        Assert.False(Step(Graph([], Everything), "scale").Parameters.ContainsKey("factor"));
        Assert.True(Step(Graph(new JsonObject { ["factor"] = 3 }, Everything), "scale").Parameters.ContainsKey("factor"));
    }

    [Fact]
    public void An_input_that_is_needed_or_unknown_is_refused()
    {
        var missing = Assert.Throws<RefusalException>(() => Graph([], ["scan/flats"]));
        var unknown = Assert.Throws<RefusalException>(() => Graph([], [.. Everything, "scan/flat"]));

        Assert.Equal("missing-input", missing.Code);
        Assert.Contains("scan/projections", missing.Message, StringComparison.Ordinal);
        Assert.Equal("unknown-input", unknown.Code);
        Assert.Contains("'scan/flats'", unknown.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workflow_of_which_nothing_is_left_is_refused()
    {
        var file = WorkflowFile.Parse("""
            { "etalon": 1, "inputs": { "cube": {} }, "parameters": { "on": { "default": false } },
              "nodes": { "s": { "op": "fake.smooth", "in": { "cube": "$cube" }, "when": "${on}" } }, "outputs": { "o": "s" } }
            """);

        Assert.Equal("nothing-left", Assert.Throws<RefusalException>(() => file.ToGraph(Given.Registry, [])).Code);
    }

    [Theory]
    [InlineData("\"$scan/flats\" }, \"when\"", "\"$scan/flat\" }, \"when\"", "unknown-input", "nodes.flat.in.cube")]
    [InlineData("again | smooth | sum", "again | smoth", "unknown-step", "nodes.scale.in.cube")]
    [InlineData("again | smooth | sum", "again | ", "unknown-step", "nodes.scale.in.cube")]
    [InlineData("[\"projections\", \"flats?\"]", "[]", "bad-workflow", "inputs.scan.cubes")]
    [InlineData("[\"projections\", \"flats?\"]", "[\"projections\", \"flats\", \"flats?\"]", "bad-workflow", "inputs.scan.cubes")]
    [InlineData("$scan/projections\", \"b\"", "$scan\", \"b\"", "unknown-input", "nodes.sum.in.a")]
    public void What_is_wrong_is_refused_with_its_place(string part, string instead, string code, string says)
    {
        var damaged = Scan.Replace(part, instead);
        Assert.NotEqual(Scan, damaged);

        var refusal = Assert.Throws<RefusalException>(() => WorkflowFile.Parse(damaged));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    private static OperatorGraph Graph(JsonObject settings, string[] given) => WorkflowFile.Parse(Scan).ToGraph(Given.Registry, settings, given);

    private static IEnumerable<string> Links(OperatorGraph graph, string step) =>
        Step(graph, step).Inputs.Select(input => $"{input.Port}={input.Link}");

    private static GraphNode Step(OperatorGraph graph, string id) => graph.Nodes.Single(node => string.Equals(node.Id, id, StringComparison.Ordinal));
}
