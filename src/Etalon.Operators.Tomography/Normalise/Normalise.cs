using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Counts become transmission: what came through the sample, as a part of what comes without it.</summary>
[Operator(
    "normalise", "1.0.0", "projections(angle,y,x), flats?(flat,y,x), darks?(dark,y,x) -> transmission",
    Doc = "Turns counts of a detector into transmission by flats interpolated in time and darks; bridges dead and hot pixels.")]
public sealed class Normalise : IMapOperator<Normalise.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Flats">How flats are used.</param>
    /// <param name="Darks">How darks are used.</param>
    /// <param name="Dead">Below which part of the full scale a pixel's flat minus dark is dead.</param>
    /// <param name="Hot">From which part of the full scale a pixel's dark is hot.</param>
    /// <param name="FullScale">The largest count.</param>
    /// <param name="Fill">Whether missing samples are bridged along their row.</param>
    /// <param name="AirLeft">Columns of air at the left.</param>
    /// <param name="AirRight">Columns of air at the right.</param>
    public sealed record Parameters(
        [Doc("time: frames of one time are averaged and interpolated to each projection; mean: all are averaged; none: there are no flats")] FrameUse Flats = FrameUse.Time,
        [Doc("mean: all are averaged; time: as for flats; none: there are no darks")] FrameUse Darks = FrameUse.Mean,
        [Doc("a pixel is dead where flat - dark is at most this part of the full scale"), Range(0, 1)] double Dead = 1e-6,
        [Doc("a pixel is hot where its dark is at least this part of the full scale"), Range(0, 1)] double Hot = 0.5,
        [Doc("the largest count of the detector; 0 takes the largest of the sample type (float32: 1)"), Range(0, 1e30)] double FullScale = 0,
        [Doc("bridge dead, hot and missing samples along x; otherwise they are missing")] bool Fill = true,
        [Doc("columns at the left that show nothing but air, to correct the dose by; 0 for none"), Range(0, 1_000_000)] int AirLeft = 0,
        [Doc("columns at the right that show nothing but air; 0 for none"), Range(0, 1_000_000)] int AirRight = 0);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        RefuseOtherTypes(cube);
        if (cube.Rank != 3 || !string.Equals(cube.Axes[^1].Name, ScanAxes.X, StringComparison.Ordinal))
        {
            throw new RefusalException(
                "wrong-axes", $"'{cube.Name}' has the axes {string.Join(", ", cube.Axes.Select(axis => axis.Name))}.",
                "Projections have the axes angle, y, x, with x last; use transpose.");
        }

        var width = cube.Axes[^1].Length;
        if (parameters.AirLeft + (long)parameters.AirRight > width)
        {
            throw new RefusalException(
                "bad-parameter", $"{parameters.AirLeft} columns of air at the left and {parameters.AirRight} at the right are more than the {width} there are.",
                "Name only the columns that no projection of the sample reaches.");
        }

        var frames = NormaliseFrames.Of(parameters, inputs);
        var pixels = cube.Axes[cube.IndexOf(ScanAxes.Y)].Length * width;
        return new Description(cube with
        {
            Name = "transmission",
            Type = SampleType.Float32,
            Unit = "1",
            Missing = null,
            Attributes = cube.Attributes.Without("actual_range", "valid_range", "valid_min", "valid_max"),
        })
        {
            CoreAxes = [ScanAxes.X],
            Demand = output => frames.Demand(inputs, output),
            Scratch = (samples, _) => FrameMeans.Bytes(frames.Groups, Math.Min(samples, pixels), width),
            NanosecondsPerSample = 0.5,
            Notes = frames.Notes(parameters, inputs),
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var frames = NormaliseFrames.Of(parameters, inputs);
        return inputs[0].Type switch
        {
            SampleType.UInt8 => new NormaliseKernel<byte>(frames, parameters, inputs),
            SampleType.UInt16 => new NormaliseKernel<ushort>(frames, parameters, inputs),
            SampleType.UInt32 => new NormaliseKernel<uint>(frames, parameters, inputs),
            _ => new NormaliseKernel<float>(frames, parameters, inputs),
        };
    }

    /// <summary>Counts are of one of four types.</summary>
    internal static void RefuseOtherTypes(CubeInfo cube)
    {
        if (cube.Type is not (SampleType.UInt8 or SampleType.UInt16 or SampleType.UInt32 or SampleType.Float32))
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' holds {cube.Type.Name()}; counts are uint8, uint16, uint32 or float32.",
                "Bring it to one of these types with cast.");
        }
    }
}
