using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>What estimates of the axis of rotation come to; the part of <c>find-centre</c> that decides.</summary>
[Operator(Name, "1.0.0", "estimates, quality, metric -> centre, metric, report, confidence", Doc = "Makes one axis of rotation of many estimates, and says how far to trust it; the part of 'find-centre' that decides.")]
public sealed class CentreConsensus : IMapOperator<CentreConsensus.Parameters>
{
    /// <summary>The operator's name.</summary>
    public const string Name = "centre-consensus";

    /// <summary>What the report tells, in order; the methods' own centres follow.</summary>
    private static readonly string[] Items = ["centre", "confidence", "reason", "spread", "slope"];

    /// <summary>What the user may choose.</summary>
    /// <param name="Rows">Rows of the detector.</param>
    /// <param name="Columns">Columns of the detector.</param>
    /// <param name="Range">How far from the middle the axis was looked for.</param>
    /// <param name="PerSlice">Whether the axis may lean.</param>
    public sealed record Parameters(
        [Doc("rows of the detector"), Range(1, 1_000_000)] int Rows,
        [Doc("columns of the detector"), Range(1, 1_000_000)] int Columns,
        [Doc("how many columns from the middle the axis was looked for; 0 for a part of the width"), Range(0, 100_000)] double Range = 0,
        [Doc("let the axis lean: a straight line through the slices instead of one centre for all")] bool PerSlice = false);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var report = new Axis("item", Items.Length + CentreSeeker.Methods.Length)
        {
            Coordinates = new LabelCoordinates([.. Items, .. CentreSeeker.Methods.Select(static known => known.ToString().ToLowerInvariant())]),
        };
        var reasons = Enum.GetValues<CentreReason>();
        var told = AttributeSet.Empty
            .With("long_name", "axis of rotation: centre, spread, slope and estimates of the methods in pixels, confidence from 0 to 1")
            .With("reason_values", AttributeValue.Of(SampleType.Float64, [.. reasons.Select(static reason => (double)reason)]))
            .With("reason_meanings", "agreed one_method methods_disagree slices_disagree unclear nothing_seen");
        var convention = AttributeSet.Empty.With("long_name", "axis of rotation, a column counted from 0 at the middle of the first pixel");
        return new Description(
        [
            new CubeInfo("centre", [new Axis(ScanAxes.Y, parameters.Rows)], SampleType.Float64) { Unit = "pixel", Attributes = convention },
            new CubeInfo("metric", [inputs["metric"].Axes[1]], SampleType.Float64)
            {
                Unit = "1",
                Attributes = AttributeSet.Empty.With("long_name", "what lies outside of the double wedge, over the candidates"),
            },
            new CubeInfo("report", [report], SampleType.Float64) { Attributes = told },
            new CubeInfo("confidence", [new Axis("item", 1)], SampleType.Float64) { Unit = "1" },
        ])
        {
            ChunkWish = [parameters.Rows],
            Demand = _ => [.. inputs.Ports.Select(static port => (Region?)port.Cube.Whole)],
            OutputRegions = output => [output, Region.Of([inputs["metric"].Axes[1].Length]), Region.Of([report.Length]), Region.Of([1L])],
            Scratch = static (_, inputs) => (64 * inputs) + 4096,
            NanosecondsPerSample = 5,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new CentreConsensusKernel(parameters, inputs);
}
