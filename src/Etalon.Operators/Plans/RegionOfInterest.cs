using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A part of the results that is computed instead of all of it: a preview.</summary>
/// <param name="Ranges">Ranges of indices in the outputs; axes without one stay whole.</param>
public sealed record RegionOfInterest(ImmutableArray<AxisRange> Ranges)
{
    /// <summary>Reads ranges <c>axis=start:end</c>.</summary>
    public static RegionOfInterest Parse(IEnumerable<string> ranges) => new([.. ranges.Select(AxisRange.Parse)]);

    /// <summary>
    /// The graph whose kept outputs are the cropped cubes. The outputs pull only what the region needs; a range of an axis that an
    /// output does not have leaves that output whole.
    /// </summary>
    public OperatorGraph Apply(OperatorGraph graph)
    {
        if (Ranges.IsEmpty)
        {
            return graph;
        }

        var box = new JsonArray([.. Ranges.Select(range => (JsonNode?)JsonValue.Create(range.ToString()))]);
        var crops = graph.Outputs.Select(output => new GraphNode(
            $"preview/{output.Name}", CropOperator.Name,
            new JsonObject { ["box"] = box.DeepClone(), ["skipUnknown"] = true }, [("cube", output.Link)])).ToArray();
        return new OperatorGraph(
            [.. graph.Nodes, .. crops],
            [.. graph.Outputs.Zip(crops, static (output, crop) => (output.Name, new GraphLink(crop.Id, "out")))]);
    }

    /// <summary>Refuses an axis that no output has.</summary>
    /// <param name="graph">The resolved graph that <see cref="Apply"/> gave.</param>
    public void Check(ResolvedGraph graph)
    {
        var axes = graph.Outputs.SelectMany(output => graph.CubeOf(output.Link).Axes).Select(axis => axis.Name).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var range in Ranges)
        {
            if (!axes.Contains(range.Axis, StringComparer.Ordinal))
            {
                throw Refusal.Unknown("axis", range.Axis, axes);
            }
        }
    }
}
