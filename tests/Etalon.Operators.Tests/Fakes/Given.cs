using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

/// <summary>Cubes and graphs for tests.</summary>
internal static class Given
{
    public static OperatorRegistry Registry { get; } = new(typeof(Given).Assembly);

    public static CubeInfo Cube(params (string Name, long Length)[] axes) =>
        new("data", [.. axes.Select(axis => new Axis(axis.Name, axis.Length))], SampleType.Float32);

    public static SourceFacts Source(CubeInfo cube, bool compressed, params long[] chunk) => new(cube, [.. chunk], !compressed, 1);

    public static GraphNode Node(string id, string @operator, string parameters, params (string Port, string Link)[] links) => new(
        id, @operator, JsonNode.Parse(parameters)!.AsObject(), [.. links.Select(link => (link.Port, Link(link.Link)))]);

    public static GraphLink Link(string text)
    {
        var parts = text.Split('.');
        return text.StartsWith('$') ? GraphLink.Input(text[1..]) : new GraphLink(parts[0], parts.ElementAtOrDefault(1) ?? "");
    }

    public static OperatorGraph Graph(string output, params GraphNode[] nodes) => new([.. nodes], [("result", Link(output))]);

    public static ResolvedGraph Resolve(SourceFacts source, string output, params GraphNode[] nodes) =>
        new GraphResolver(Registry).Resolve(
            Graph(output, nodes), ImmutableDictionary<string, SourceFacts>.Empty.Add("cube", source));
}
