using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The correlation of two cubes along axes.</summary>
[Operator("correlate", "1.1.0", "cube($axes), other -> cube", Doc = "Pearson's correlation of two cubes along axes; the part of 'combine' that folds.")]
public sealed class Correlate : IReduceOperator<Correlate.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Axes">The axes to fold.</param>
    /// <param name="Name">The name of the result.</param>
    /// <param name="CheckAxes">Whether coordinates must agree.</param>
    public sealed record Parameters(
        [Doc("the axes along which samples are compared; none for all")] ImmutableArray<string> Axes = default,
        [Doc("the name of the result; empty keeps the first cube's")] string Name = "",
        [Doc("whether axes of one name must have the same coordinates; otherwise samples are matched by their places")] bool CheckAxes = true);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var (cube, other) = (inputs[0], inputs[1]);
        FoldedCube.RefuseComplex(cube, "a correlation");
        FoldedCube.RefuseComplex(other, "a correlation");
        var axes = FoldedCube.Axes(cube, parameters.Axes);
        RefuseFurtherAxes(cube, other, parameters.CheckAxes);
        var bothSingle = cube.Type == SampleType.Float32 && other.Type == SampleType.Float32;
        var shape = FoldedCube.Shape(cube, axes, keepAxes: false);
        return new Description(shape with
        {
            Name = parameters.Name.Length > 0 ? parameters.Name : cube.Name,
            Type = bothSingle ? SampleType.Float32 : SampleType.Float64,
            Missing = null,
            Unit = "1",
            Attributes = AttributeSet.Empty.With("long_name", $"correlation of {cube.Name} and {other.Name} over {string.Join(", ", axes)}"),
        })
        {
            CoreAxes = axes,
            Scratch = (outputs, _) => (3 * FoldCellsOf.Bytes(FoldOperation.Var, SampleType.Float64, outputs)) + CorrelateState.SlabBytes,
            NanosecondsPerSample = 5,
        };
    }

    /// <inheritdoc />
    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new CorrelateKernel(inputs, description);

    private static void RefuseFurtherAxes(CubeInfo cube, CubeInfo other, bool checkPlaces)
    {
        foreach (var axis in AxisJoin.Broadcast([cube, other], checkPlaces))
        {
            var at = cube.Find(axis.Name);
            if (at < 0 || cube.Axes[at].Length != axis.Length)
            {
                throw new RefusalException(
                    "axis-mismatch", $"'{other.Name}' has an axis '{axis.Name}' that '{cube.Name}' has not.",
                    "Connect the cube with all axes first, or fold the further axis before (reduce).");
            }
        }
    }
}
