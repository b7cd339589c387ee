using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>A whole turn about an axis near the edge of the detector becomes half a turn of projections twice as wide.</summary>
[Operator("stitch-360", "1.0.0", "attenuation(angle,x), centre? -> attenuation(angle,x)", Doc = "Joins opposite projections of a 360 degree scan with the axis near an edge (half acquisition) to wide ones of 180 degrees.")]
public sealed class Stitch360 : IMapOperator<Stitch360.Parameters>
{
    /// <summary>What tells later steps where the axis is: a column, counted from 0 at the middle of the first pixel.</summary>
    public const string CentreAttribute = Reconstruct.CentreAttribute;

    /// <summary>What the user may choose.</summary>
    /// <param name="Centre">The axis.</param>
    /// <param name="Columns">Columns of the result.</param>
    public sealed record Parameters(
        [Doc("the axis, a column counted from 0 at the middle of the first pixel; -1 takes the input centre"), Range(-1, 1_000_000)] double Centre = -1,
        [Doc("columns of the result; 0 for as many as the axis asks for, or twice the detector's where it comes as an input"), Range(0, 2_000_000)] int Columns = 0);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        Check(cube);
        var width = cube.Axes[^1].Length;
        var centre = inputs.Find("centre");
        if (centre is null && (parameters.Centre < 0 || parameters.Centre > width - 1))
        {
            throw new RefusalException(
                "centre-unknown", $"The axis of rotation of '{cube.Name}' is {(parameters.Centre < 0 ? "not known" : "outside of the detector")}.",
                $"Connect the output centre of find-centre, or say centre=… (0 to {width - 1}).");
        }

        if (centre is not null && (centre.Type != SampleType.Float64 || centre.Rank > 1))
        {
            throw new RefusalException(
                "wrong-input", $"'{centre.Name}' is {centre.Type.Name()} with {centre.Rank} axes, which is no centre(y).", "Connect the output centre of find-centre.");
        }

        var columns = parameters.Columns > 0 ? parameters.Columns : Reach(width, centre is null ? parameters.Centre : -1);
        var places = StitchAngles.Of(cube);
        var angle = cube.Axes[cube.IndexOf(ScanAxes.Angle)];
        return new Description(cube
            .With(angle with { Length = places.Rows.Length, Coordinates = AxisCoordinates.From(places.Coordinates), Bounds = [] })
            .With(Wide(cube.Axes[^1], columns)) with
        {
            Type = SampleType.Float32,
            Attributes = cube.Attributes.With(CentreAttribute, AttributeValue.Of((columns - 1) / 2.0)),
        })
        {
            CoreAxes = [ScanAxes.Angle, ScanAxes.X],
            Scratch = (_, _) => StitchLine.Bytes(columns) + (32 * angle.Length),
            NanosecondsPerSample = 1.5,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new Stitch360Kernel(parameters, inputs, description);

    /// <summary>Columns that reach as far to both sides of the axis as the wider side does.</summary>
    private static long Reach(long width, double centre) =>
        centre < 0 ? 2 * width : (2 * (long)Math.Ceiling(Math.Max(centre, width - 1 - centre))) + 1;

    /// <summary>Positions are counted from the axis.</summary>
    private static Axis Wide(Axis axis, long columns)
    {
        var pitch = axis.Coordinates is { Length: > 1 } known and not LabelCoordinates ? (known[axis.Length - 1] - known[0]) / (axis.Length - 1) : double.NaN;
        return axis with
        {
            Length = columns,
            Bounds = [],
            Coordinates = double.IsFinite(pitch) ? new RegularCoordinates(-pitch * (columns - 1) / 2, pitch, columns) : null,
        };
    }

    private static void Check(CubeInfo cube)
    {
        if (cube.Rank != 3 || cube.IndexOf(ScanAxes.X) != 2 || cube.Type is not (SampleType.Float32 or SampleType.Float64))
        {
            throw new RefusalException(
                "wrong-input", $"'{cube.Name}' is {cube.Type.Name()} with the axes {string.Join(", ", cube.Axes.Select(static axis => axis.Name))}.",
                "Connect attenuation or transmission as float32 with the axes angle, y, x.");
        }

        _ = cube.IndexOf(ScanAxes.Angle);
        _ = cube.IndexOf(ScanAxes.Y);
        if (!new TurnAngles(ScanAngles.Radians(cube)).IsWholeTurn)
        {
            throw new RefusalException(
                "no-whole-turn", $"'{cube.Name}' was not measured over 360 degrees, so there are no opposite projections to join.",
                "Leave this step out: a scan of 180 degrees is reconstructed as it is.");
        }
    }
}
