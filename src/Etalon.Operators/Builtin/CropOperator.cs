using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Cuts a box out of a cube; the engine puts it behind every kept output of a preview. Without a box it copies.</summary>
[Operator(Name, "1.0.0", "cube -> out", Doc = "Cuts a box of indices out of a cube (used for previews).", TakesHalves = true)]
public sealed class CropOperator : IMapOperator<CropOperator.Parameters>
{
    /// <summary>The operator's name.</summary>
    public const string Name = "crop";

    /// <summary>What to cut out.</summary>
    /// <param name="Box">Ranges <c>axis=start:end</c>; the end is not included.</param>
    /// <param name="SkipUnknown">Whether ranges of axes that the cube does not have are left out instead of refused.</param>
    public sealed record Parameters(
        [Doc("Ranges axis=start:end; the end is not included.")] ImmutableArray<string> Box = default,
        [Doc("Whether ranges of axes that the cube does not have are left out instead of refused.")] bool SkipUnknown = false);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        var box = cube.Whole;
        foreach (var range in (parameters.Box.IsDefault ? [] : parameters.Box).Select(AxisRange.Parse))
        {
            if (parameters.SkipUnknown && cube.Find(range.Axis) < 0)
            {
                continue;
            }

            var at = cube.IndexOf(range.Axis);
            var (start, end) = range.Within(cube.Axes[at]);
            box = box.With(at, start, end - start);
        }

        var axes = cube.Axes.Select((axis, i) => box.Length[i] == axis.Length ? axis : axis.Slice(box.Start[i], box.Length[i]));
        return new Description(cube with { Axes = [.. axes] })
        {
            Demand = output => [Shift(output, box)],
            KeepsSamples = true,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();

    private static Region Shift(in Region output, in Region box)
    {
        var start = new long[output.Rank];
        for (var i = 0; i < start.Length; i++)
        {
            start[i] = output.Start[i] + box.Start[i];
        }

        return new Region([.. start], output.Length);
    }
}
