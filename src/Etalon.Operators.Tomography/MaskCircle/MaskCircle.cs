using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Hides what lies outside the circle that every projection has seen.</summary>
[Operator("mask-circle", "1.0.0", "volume(row,column) -> volume", Doc = "Sets samples outside a circle around the axis of rotation to missing or to a value.")]
public sealed class MaskCircle : IMapOperator<MaskCircle.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Radius">The radius, as a part of half the shorter side.</param>
    /// <param name="Value">What is outside.</param>
    public sealed record Parameters(
        [Doc("the radius as a part of half the shorter side of a slice; 1 touches its edges"), Range(0, 2)] double Radius = 1,
        [Doc("what samples outside become; not given: missing")] double? Value = null);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        var isLast = cube.Rank >= 2 && string.Equals(cube.Axes[^2].Name, ScanAxes.Row, StringComparison.Ordinal)
            && string.Equals(cube.Axes[^1].Name, ScanAxes.Column, StringComparison.Ordinal);
        if (!isLast)
        {
            throw new RefusalException(
                "wrong-axes", $"'{cube.Name}' has the axes {string.Join(", ", cube.Axes.Select(axis => axis.Name))}.",
                "The last two axes must be row and column; use transpose.");
        }

        MaskPattern.Of(cube, parameters.Value);
        return new Description(cube with { Attributes = cube.Attributes.Without("actual_range") }) { NanosecondsPerSample = 0.05 * cube.Type.Bytes() };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new MaskCircleKernel(inputs[0], parameters.Radius, MaskPattern.Of(inputs[0], parameters.Value));
}
