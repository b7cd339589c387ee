using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Replaces pixels that a stray photon made far too bright.</summary>
[Operator("remove-zingers", "1.0.0", "projections(x) -> projections", Doc = "Replaces pixels that a stray photon made far too bright by the median around them.")]
public sealed class RemoveZingers : IMapOperator<RemoveZingers.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="K">How far above the median a zinger is.</param>
    /// <param name="Window">What a pixel is compared with.</param>
    public sealed record Parameters(
        [Doc("a pixel is a zinger if it is so many standard deviations above the median"), Range(1, 1e6)] double K = 6,
        [Doc("compare a pixel with those around it in its projection (space) or in its sinogram (sinogram), or with itself in three neighbouring projections (time)")]
        ZingerWindow Window = ZingerWindow.Space);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        if (cube.Type is not (SampleType.UInt8 or SampleType.UInt16 or SampleType.Float32))
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' holds {cube.Type.Name()}; zingers are removed from uint8, uint16 and float32.", "Cast the projections first.");
        }

        var length = cube.Axes[cube.IndexOf(ScanAxes.X)].Length;
        if (length > ZingerRow.MostSamples)
        {
            throw new RefusalException("too-long", $"Axis 'x' of '{cube.Name}' has {length} samples; at most {ZingerRow.MostSamples} are possible.");
        }

        var across = parameters.Window == ZingerWindow.Space ? ScanAxes.Y : ScanAxes.Angle;
        _ = parameters.Window == ZingerWindow.Space ? 0 : cube.IndexOf(across);

        // In time the first and the last projection are compared with the next two.
        var reach = parameters.Window == ZingerWindow.Time ? 2 : 1;
        return new Description(cube with { Attributes = cube.Attributes.Without("actual_range") })
        {
            CoreAxes = [ScanAxes.X],
            Halo = cube.Find(across) < 0 ? [] : [new AxisHalo(across, reach, reach)],
            Scratch = (_, _) => ZingerRow.Bytes(length),
            NanosecondsPerSample = 3,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => inputs[0].Type switch
    {
        SampleType.UInt8 => new RemoveZingersKernel<byte>(inputs[0], parameters),
        SampleType.UInt16 => new RemoveZingersKernel<ushort>(inputs[0], parameters),
        _ => new RemoveZingersKernel<float>(inputs[0], parameters),
    };
}
