using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Operators.Tomography;

/// <summary>Where the axis of rotation is, and how sure that is.</summary>
[Operator("find-centre", "1.1.0", "attenuation -> centre, metric, report, confidence", Doc = "Finds the axis of rotation by several methods in a few slices, and says how far to trust it.")]
public sealed class FindCentre : IComposite<FindCentre.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Method">How the axis is found.</param>
    /// <param name="Slices">Rows of the detector.</param>
    /// <param name="Range">How far from the middle the axis is looked for.</param>
    /// <param name="PerSlice">Whether the axis may lean.</param>
    /// <param name="Logarithm">Whether the input is transmission.</param>
    public sealed record Parameters(
        [Doc("how the axis is found; consensus asks every method")] CentreMethod Method = CentreMethod.Consensus,
        [Doc("rows of the detector that are looked at, with up to four to either side where they are far enough apart; none for three in the middle")] ImmutableArray<int> Slices = default,
        [Doc("how many columns from the middle the axis is looked for; 0 for a part of the width"), Range(0, 100_000)] double Range = 0,
        [Doc("let the axis lean: a straight line through the slices instead of one centre for all")] bool PerSlice = false,
        [Doc("take -ln first: the input is transmission")] bool Logarithm = false);

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var cube = inputs[0];
        ImmutableArray<int> slices = parameters.Slices.IsDefault ? [] : parameters.Slices;
        graph.Add(
            "estimates", CentreEstimates.Name,
            new JsonObject
            {
                ["method"] = parameters.Method.ToString().ToLowerInvariant(),
                ["slices"] = new JsonArray([.. slices.Select(static row => (JsonNode)row)]),
                ["range"] = parameters.Range,
                ["logarithm"] = parameters.Logarithm,
            },
            ("attenuation", graph.Input("attenuation")));
        graph.Add(
            "consensus", CentreConsensus.Name,
            new JsonObject
            {
                ["rows"] = cube.Axes[cube.IndexOf(ScanAxes.Y)].Length,
                ["columns"] = cube.Axes[cube.IndexOf(ScanAxes.X)].Length,
                ["range"] = parameters.Range,
                ["perSlice"] = parameters.PerSlice,
            },
            ("estimates", new GraphLink("estimates", "estimates")),
            ("quality", new GraphLink("estimates", "quality")),
            ("metric", new GraphLink("estimates", "metric")));
        foreach (var output in new[] { "centre", "metric", "report", "confidence" })
        {
            graph.Output(output, new GraphLink("consensus", output));
        }
    }
}
