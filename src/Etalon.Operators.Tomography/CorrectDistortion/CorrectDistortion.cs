using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Straightens what a lens has bent.</summary>
[Operator(
    "correct-distortion", "1.0.0", "projections(y,x) -> projections",
    Doc = "Corrects the radial distortion of a lens by a polynomial, with bilinear interpolation.")]
public sealed class CorrectDistortion : IMapOperator<CorrectDistortion.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Coefficients">The polynomial, lowest power first.</param>
    /// <param name="CentreX">The column of the centre.</param>
    /// <param name="CentreY">The row of the centre.</param>
    /// <param name="Outside">What is seen where the frame shows nothing.</param>
    public sealed record Parameters(
        [Doc("k0, k1, k2, … of the backward map: radius shown = r (k0 + k1 r + k2 r^2 + …), r the true radius in pixels")] ImmutableArray<double> Coefficients,
        [Doc("column of the centre of distortion, from 0 at the middle of the first pixel; not given: the middle")] double? CentreX = null,
        [Doc("row of the centre of distortion; not given: the middle")] double? CentreY = null,
        [Doc("what is seen where the frame shows nothing: the nearest sample of its edge, or missing")] OutsideFrame Outside = OutsideFrame.Nearest);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        Normalise.RefuseOtherTypes(cube);
        if (cube.Rank < 2 || !string.Equals(cube.Axes[^2].Name, ScanAxes.Y, StringComparison.Ordinal)
            || !string.Equals(cube.Axes[^1].Name, ScanAxes.X, StringComparison.Ordinal))
        {
            throw new RefusalException(
                "wrong-axes", $"'{cube.Name}' has the axes {string.Join(", ", cube.Axes.Select(axis => axis.Name))}.",
                "The last two axes must be y and x; use transpose.");
        }

        var (height, width) = (cube.Axes[^2].Length, cube.Axes[^1].Length);
        var map = new RadialMap(parameters, height, width);
        return new Description(cube with { Type = SampleType.Float32, Missing = null, Attributes = cube.Attributes.Without("actual_range") })
        {
            Halo = [new AxisHalo(ScanAxes.Y, map.Reach, map.Reach), new AxisHalo(ScanAxes.X, map.Reach, map.Reach)],
            Scratch = (samples, _) => CorrectDistortionKernel.Bytes(Math.Min(samples, width)),
            NanosecondsPerSample = 2,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var map = new RadialMap(parameters, inputs[0].Axes[^2].Length, inputs[0].Axes[^1].Length);
        return inputs[0].Type switch
        {
            SampleType.UInt8 => new CorrectDistortionKernel<byte>(inputs[0], map, parameters.Outside),
            SampleType.UInt16 => new CorrectDistortionKernel<ushort>(inputs[0], map, parameters.Outside),
            SampleType.UInt32 => new CorrectDistortionKernel<uint>(inputs[0], map, parameters.Outside),
            _ => new CorrectDistortionKernel<float>(inputs[0], map, parameters.Outside),
        };
    }
}
