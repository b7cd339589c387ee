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
    /// output does not have leaves that output whole. Outputs kept by <c>step.*</c> are left out: their axes have their own indices.
    /// </summary>
    /// <exception cref="RefusalException"><c>bad-region</c>: nothing else is kept.</exception>
    public OperatorGraph Apply(OperatorGraph graph)
    {
        if (Ranges.IsEmpty)
        {
            return graph;
        }

        var box = new JsonArray([.. Ranges.Select(range => (JsonNode?)JsonValue.Create(range.ToString()))]);
        var (families, outputs) = (graph.Outputs.Where(IsFamily).ToArray(), graph.Outputs.Where(static output => !IsFamily(output)).ToArray());
        if (outputs.Length == 0 && families.Length > 0)
        {
            throw new RefusalException(
                "bad-region", $"Of the outputs of '{families[0].Link.Node}' no region can be computed alone.", "Leave --region out, or keep single outputs.");
        }

        var crops = outputs.Select(output => new GraphNode(
            $"preview/{output.Name}", CropOperator.Name,
            new JsonObject { ["box"] = box.DeepClone(), ["skipUnknown"] = true }, [("cube", output.Link)])).ToArray();
        return new OperatorGraph(
            [.. graph.Nodes, .. crops],
            [.. outputs.Zip(crops, static (output, crop) => (output.Name, new GraphLink(crop.Id, "out")))])
        {
            Remarks = [.. graph.Remarks, .. families.Select(static family => $"Output '{family.Name}' is left out: only a region is computed.")],
        };
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

    private static bool IsFamily((string Name, GraphLink Link) output) => output.Link.Port is "*";
}
