using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class WorkflowFileTests
{
    private const string Complete = """
        {
          // A comment.
          "$schema": "workflow.schema.json",
          "etalon": 1,
          "name": "anomaly",
          "doc": "Shows every key.",
          "inputs": { "cube": { "doc": "daily values" } },
          "parameters": { "windows": { "default": [3, 5, 7], "doc": "to try" }, "axis": { "default": "t" }, "limit": { "default": 2.5 } },
          "nodes": {
            "stats": { "op": "fake.stats", "in": { "cube": "$cube" } },
            "smooth": {
              "op": "fake.smooth", "version": "^1", "doc": "tries windows",
              "set": { "axis": "${axis}" },
              "sweep": { "window": "${windows}" },
              "in": { "cube": "$cube" },
              "when": "stats.max > ${limit}",
              "onError": "skip",
            },
            "both": { "op": "stack", "set": { "axes": [{ "name": "kind", "labels": ["a", "b"] }] }, "in": { "cubes": ["smooth.out", "smooth"] } },
          },
          "outputs": { "result": "both.out", "smoothed": "smooth" },
        }
        """;

    private static readonly SourceFacts Source = Given.Source(Given.Cube(("t", 10), ("x", 20)), false, 5, 20);

    [Fact]
    public void A_sweep_becomes_a_labelled_axis()
    {
        var graph = WorkflowFile.Parse(Complete).ToGraph(Given.Registry, []);

        var resolved = Resolve(graph);

        var cube = resolved.CubeOf(resolved.Outputs[1].Link);
        Assert.Equal(["window", "t", "x"], cube.Axes.Select(axis => axis.Name));
        Assert.Equal([3.0, 5, 7], cube.Axes[0].Coordinates!.ToArray());
        Assert.Equal(5, resolved["smooth/2"].Operator.Canonical["window"]!.GetValue<long>());
        Assert.Equal("(stats.max > 2.5)", resolved["smooth/3"].When);
        Assert.Equal([2, 3, 10, 20], resolved.CubeOf(resolved.Outputs[0].Link).Shape.ToArray());
    }

    [Fact]
    public void Several_sweeps_make_several_axes_the_last_one_fastest()
    {
        var graph = WorkflowFile.Parse("""
            { "etalon": 1, "inputs": { "cube": {} }, "nodes": { "s": { "op": "fake.smooth", "in": { "cube": "$cube" },
              "sweep": { "axis": ["t", "x"], "window": [3, 5, 9] } } }, "outputs": { "r": "s.out" } }
            """).ToGraph(Given.Registry, []);

        var resolved = Resolve(graph);

        Assert.Equal([2, 3, 10, 20], resolved.CubeOf(resolved.Outputs[0].Link).Shape.ToArray());
        Assert.Equal("x", resolved["s/4"].Operator.Canonical["axis"]!.GetValue<string>());
        Assert.Equal(3, resolved["s/4"].Operator.Canonical["window"]!.GetValue<long>());
        Assert.IsType<LabelCoordinates>(resolved.CubeOf(resolved.Outputs[0].Link).Axes[0].Coordinates);
    }

    [Fact]
    public void Parameters_are_set_from_outside()
    {
        var graph = WorkflowFile.Parse(Complete).ToGraph(Given.Registry, new JsonObject { ["windows"] = "9,11", ["limit"] = "7" });

        var resolved = Resolve(graph);

        Assert.Equal([9.0, 11], resolved.CubeOf(resolved.Outputs[1].Link).Axes[0].Coordinates!.ToArray());
        Assert.Equal("(stats.max > 7)", resolved["smooth/1"].When);
    }

    [Theory]
    [InlineData("\"op\": \"fake.stats\"", "\"opp\": \"fake.stats\"", "unknown-key", "line 10, column 16 (nodes.stats.opp)")]
    [InlineData("\"etalon\": 1", "\"etalon\": 2", "bad-workflow", "line 4")]
    [InlineData("\"$cube\" } },", "\"$cub\" } },", "unknown-input", "nodes.stats.in.cube")]
    [InlineData("\"smooth.out\"", "\"smoth.out\"", "unknown-step", "nodes.both.in.cubes")]
    [InlineData("\"version\": \"^1\"", "\"version\": \"^a\"", "bad-version", "nodes.smooth.version")]
    [InlineData("\"result\": \"both.out\"", "\"result\": 3", "bad-workflow", "outputs.result")]
    [InlineData("\"doc\": \"Shows every key.\"", "\"name\": \"again\"", "duplicate-key", "line 6")]
    [InlineData("\"stats\": {", "\"stats\" {", "bad-workflow", "line 10")]
    [InlineData("\"onError\": \"skip\"", "\"onError\": \"skp\"", "unknown-step", "nodes.smooth.onError")]
    public void What_is_wrong_is_refused_with_key_and_place(string part, string instead, string code, string says)
    {
        var damaged = Complete.Replace(part, instead);
        Assert.NotEqual(Complete, damaged);

        var refusal = Assert.Throws<RefusalException>(() => WorkflowFile.Parse(damaged));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_is_not_installed_is_refused() => Assert.Equal(
        "wrong-version",
        Assert.Throws<RefusalException>(
            () => WorkflowFile.Parse(Complete.Replace("\"^1\"", "\"^2\"")).ToGraph(Given.Registry, [])).Code);

    [Fact]
    public void An_unknown_setting_is_refused() => Assert.Equal(
        "unknown-parameter",
        Assert.Throws<RefusalException>(() => WorkflowFile.Parse(Complete).ToGraph(Given.Registry, new() { ["window"] = 3 })).Code);

    [Theory]
    [InlineData("", "")]
    [InlineData("inputs.cube", "inputs")]
    [InlineData("parameters.axis", "parameters")]
    [InlineData("nodes.stats", "node")]
    public void The_committed_schema_has_the_keys_that_are_read(string path, string place)
    {
        var strange = JsonNode.Parse(Complete, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        var at = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate(strange, (node, key) => node[key]!);
        at["strange"] = 1;

        var refusal = Assert.Throws<RefusalException>(() => WorkflowFile.Parse(strange.ToJsonString()));

        var read = refusal.Message.Split("Allowed: ")[1].TrimEnd('.').Split(", ");
        var schema = JsonNode.Parse(File.ReadAllText(SchemaFile()))!;
        var part = place switch
        {
            "" => schema,
            "node" => schema["$defs"]!["node"]!,
            _ => schema["properties"]![place]!["additionalProperties"]!,
        };
        Assert.Equal(
            part["properties"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
        Assert.False(part["additionalProperties"]!.GetValue<bool>());
    }

    private static ResolvedGraph Resolve(OperatorGraph graph) => new GraphResolver(Given.Registry).Resolve(
        graph, ImmutableDictionary<string, SourceFacts>.Empty.Add("cube", Source));

    private static string SchemaFile([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "reference", "workflow.schema.json");
}
