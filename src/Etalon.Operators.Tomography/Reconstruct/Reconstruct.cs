using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Slices of a volume from the projections of a parallel beam.</summary>
[Operator(
    "reconstruct", "1.1.0", "attenuation(angle,x), centre? -> volume(row,column)",
    Doc = "Reconstructs slices of linear attenuation from projections of a parallel beam.")]
public sealed class Reconstruct : IMapOperator<Reconstruct.Parameters>
{
    /// <summary>The attribute of projections that says where the axis of rotation is.</summary>
    internal const string CentreAttribute = "rotation_centre";

    /// <summary>What the user may choose.</summary>
    public sealed record Parameters(
        [Doc("how slices are made")] ReconstructionMethod Method = ReconstructionMethod.Fourier,
        [Doc("the column of the axis of rotation, 0 at the middle of the first pixel; not needed where 'centre' is connected or the projections say it")] double? Centre = null,
        [Doc("the size of a pixel in the sample; 0 takes it from the coordinates of x"), Unit("um"), Range(0, 1e6)] double PixelSize = 0,
        [Doc("rows and columns of a slice; 0 for as many as the detector has columns"), Range(0, 65_536)] int Size = 0,
        [Doc("what holds noise down: none keeps every detail")] FilterWindow Filter = FilterWindow.None,
        [Doc("where the window of the filter ends, in parts of the highest frequency"), Range(0.01, 1)] double Cutoff = 1,
        [Doc("how steep a Butterworth window is"), Range(1, 20)] int Order = 4,
        [Doc("what stands beyond the ends of a projection's row: edge where the sample is wider than the field of view")] RowPadding Padding = RowPadding.Zero,
        [Doc("steps of sirt, cgls, mlem and tv; 0 for what suits the method: 200, at most 30 and no further than the noise, 50, 200"), Range(0, 100_000)] int Iterations = 0,
        [Doc("what a step of sirt is multiplied with"), Range(1e-3, 1.999)] double Relaxation = 1,
        [Doc("whether sirt and tv keep attenuation from falling below 0; mlem always does")] bool NonNegative = false,
        [Doc("how much tv minds variation, over the root mean square of the sinogram"), Range(0, 1e3)] double Regularisation = 0.003);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs["attenuation"];
        var geometry = Geometry(parameters, input);
        _ = SliceCentres.Check(parameters, inputs);
        var size = geometry.Size;
        var pitch = geometry.PixelCentimetres;
        var half = (size - 1) / 2.0;
        ImmutableArray<Axis> kept = [.. input.Axes.Where(static axis => axis.Name is not (ScanAxes.Angle or ScanAxes.X))];
        var volume = new CubeInfo(
            "volume",
            [
                .. kept,
                new Axis(ScanAxes.Row, size) { Unit = "cm", Coordinates = new RegularCoordinates(half * pitch, -pitch, size) },
                new Axis(ScanAxes.Column, size) { Unit = "cm", Coordinates = new RegularCoordinates(-half * pitch, pitch, size) },
            ],
            SampleType.Float32)
        {
            Unit = "cm-1",
            Attributes = input.Attributes.Without("actual_range").With("long_name", "linear attenuation coefficient"),
        };
        var together = SliceSolvers.Together(parameters.Method);
        var inputSlice = (long)geometry.Angles * geometry.Columns;
        return new Description(volume)
        {
            CoreAxes = [ScanAxes.Angle, ScanAxes.X, ScanAxes.Row, ScanAxes.Column],
            Demand = output => SliceGroups.Demand(inputs, output, together),
            Scratch = (_, _) => SliceSolvers.Bytes(parameters, geometry) + (((together * inputSlice) + ((long)size * size)) * sizeof(float)) + (64L * geometry.Angles),
            NanosecondsPerSample = SliceSolvers.Nanoseconds(parameters, geometry),
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var geometry = Geometry(parameters, inputs["attenuation"]);
        return new ReconstructKernel(inputs, geometry, SliceSolvers.Make(parameters, geometry), SliceCentres.Check(parameters, inputs));
    }

    private static SliceGeometry Geometry(Parameters parameters, CubeInfo input)
    {
        if (input.Type != SampleType.Float32)
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{input.Name}' holds {input.Type.Name()}; slices are made of attenuation in float32.",
                "Normalise the projections and take the logarithm first: 'normalise', then 'minus-log'.");
        }

        var radians = ScanAngles.Radians(input);
        if (radians.Length < 2)
        {
            throw new RefusalException("too-few-angles", "A slice cannot be made of one projection.", "A scan has projections at many angles.");
        }

        var columns = input.Axes[input.IndexOf(ScanAxes.X)].Length;
        const int most = 65_536;
        if (columns is < 2 or > most)
        {
            throw new RefusalException("bad-width", $"Projections are {columns} samples wide.", $"Slices are made of projections of 2 to {most} columns.");
        }

        return new SliceGeometry(
            [.. radians], [.. ScanAngles.Weights(radians)], (int)columns, PixelSize.Centimetres(input, parameters.PixelSize),
            parameters.Size > 0 ? parameters.Size : (int)columns);
    }
}
