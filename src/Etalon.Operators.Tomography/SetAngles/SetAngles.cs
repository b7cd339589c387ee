using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Says at which angles projections were taken, where their file does not, and how large a pixel is.</summary>
[Operator("set-angles", "1.0.0", "projections -> projections", Doc = "Gives projections their angles, and a pixel size if wanted; the samples stay as they are.", TakesHalves = true)]
public sealed class SetAngles : IMapOperator<SetAngles.Parameters>
{
    private const string Degree = "deg";
    private const string Micrometre = "um";
    private const string Projections = "projections";

    /// <summary>The axis of a stack of frames of which nothing says what they are.</summary>
    private const string Frame = "frame";

    /// <summary>What the user may choose: <c>last</c>, <c>range</c> or <c>list</c>.</summary>
    /// <param name="First">The angle of the first projection.</param>
    /// <param name="Last">The angle of the last projection.</param>
    /// <param name="Range">How far the scan turns.</param>
    /// <param name="Endpoint">Whether the last projection of a range lies at its end.</param>
    /// <param name="List">Every angle.</param>
    /// <param name="PixelSize">The size of a pixel as seen in the sample; 0 leaves the axes x and y as they are.</param>
    public sealed record Parameters(
        [Doc("the angle of the first projection"), Unit(Degree)] double First = 0,
        [Doc("the angle of the last projection; instead of range and list"), Unit(Degree)] double? Last = null,
        [Doc("how far the scan turns, as 180 or -360; instead of last and list"), Unit(Degree)] double? Range = null,
        [Doc("for a range: whether the last projection lies at its end, and not one step before it")] bool Endpoint = false,
        [Doc("the angle of every projection; instead of first, last and range"), Unit(Degree)] ImmutableArray<double> List = default,
        [Doc("the size of a pixel as seen in the sample; 0 leaves the axes x and y as they are"), Unit(Micrometre), Range(0, 1e6)] double PixelSize = 0);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        var position = cube.Find(Frame) is >= 0 and var frame && cube.Find(ScanAxes.Angle) < 0 ? frame : cube.IndexOf(ScanAxes.Angle);
        var axis = cube.Axes[position];
        var turned = axis with { Name = ScanAxes.Angle, Unit = Degree, Coordinates = Angles(parameters, axis), Bounds = [] };
        var output = cube with { Name = Projections, Axes = cube.Axes.SetItem(position, turned) };
        foreach (var name in new[] { ScanAxes.Y, ScanAxes.X }.Where(name => parameters.PixelSize > 0 && cube.Find(name) >= 0))
        {
            var old = cube.Axes[cube.IndexOf(name)];
            output = output.With(old with { Unit = Micrometre, Coordinates = new RegularCoordinates(0, parameters.PixelSize, old.Length), Bounds = [] });
        }

        return new Description(output)
        {
            // By position: the axis may have another name afterwards.
            Demand = static region => [region],
            KeepsSamples = true,
            Notes = axis.Coordinates is null ? [] : [$"The angles that '{cube.Name}' had are replaced."],
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();

    private static AxisCoordinates Angles(Parameters parameters, Axis axis)
    {
        var isListed = !parameters.List.IsDefaultOrEmpty;
        var ways = (parameters.Last is null ? 0 : 1) + (parameters.Range is null ? 0 : 1) + (isListed ? 1 : 0);
        if (ways != 1)
        {
            throw new RefusalException(
                "angles-unknown", ways == 0 ? "Nothing says at which angles the projections were taken." : "The angles are given in more than one way.",
                "Give one of them: last=…, range=… (with endpoint if the last projection lies at its end), or list=….");
        }

        if (isListed)
        {
            return parameters.List.Length == axis.Length
                ? AxisCoordinates.From(parameters.List.AsSpan())
                : throw new RefusalException(
                    "wrong-angle-count", $"{parameters.List.Length} angles are listed, there are {axis.Length} projections.", "List one angle for each.");
        }

        var isClosed = parameters.Last is not null || parameters.Endpoint;
        var range = parameters.Range ?? parameters.Last!.Value - parameters.First;
        var steps = isClosed ? axis.Length - 1 : axis.Length;
        return range != 0 || steps == 0
            ? new RegularCoordinates(parameters.First, steps == 0 ? 0 : range / steps, axis.Length)
            : throw new RefusalException("no-rotation", "The first and the last angle are the same: nothing turns.", "Give how far the scan turns: range=180.");
    }
}
