using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The part of <c>apply</c> that makes one row of all: element by element over the axes of the rows.</summary>
[Operator("apply-fold", "1.0.0", "cube($axes) -> cube", Doc = "Folds all rows of arrays into one row, element by element; the incremental part of 'apply'.")]
public sealed class ApplyFold : IReduceOperator<ApplyFold.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Operation">What becomes of the rows.</param>
    /// <param name="Axes">The axes of the rows.</param>
    /// <param name="Mask">Which statistics are wanted.</param>
    public sealed record Parameters(
        [Doc("what becomes of the rows")] RowFold Operation,
        [Doc("the axes of the rows; none where there is one row")] ImmutableArray<string> Axes = default,
        [Doc("1 for each statistic wanted: mean, variance, deviation, skewness, kurtosis, maximum, minimum")] string Mask = "1111111");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        FoldedCube.RefuseComplex(input, "a fold");
        ImmutableArray<string> axes = parameters.Axes.IsDefault ? [] : parameters.Axes;
        var kept = FoldedCube.Shape(input, axes.IsEmpty ? [] : FoldedCube.Axes(input, axes), keepAxes: false);
        var over = FoldedCube.Over(axes);
        if (Plain(parameters.Operation) is { } operation)
        {
            return new Description(FoldedCube.Samples(kept, operation, over))
            {
                CoreAxes = axes,
                Scratch = (outputs, _) => FoldCellsOf.Bytes(operation, input.Type, outputs),
                NanosecondsPerSample = input.Type == SampleType.Float64 ? 0.4 : 0.2,
            };
        }

        var mask = MaskOf(parameters);
        var output = kept with
        {
            Axes = parameters.Operation switch
            {
                RowFold.Stats => [.. kept.Axes, .. mask.StatisticAxis()],
                RowFold.Partial => [.. kept.Axes, .. mask.FieldAxis()],
                _ => [.. Elements(kept, mask), .. mask.StatisticAxis()],
            },
            Type = SampleType.Float64,
            Missing = null,
            Attributes = kept.Attributes.Without("actual_range", "valid_min", "valid_max", "valid_range"),
        };
        var held = parameters.Operation == RowFold.Final ? kept.Samples : 0;
        return new Description(output)
        {
            CoreAxes = axes,
            Demand = parameters.Operation == RowFold.Final ? _ => [input.Whole] : Unlabelled(input, kept.Rank, axes),
            Scratch = (outputs, _) => MomentBytes(mask, input.Type, Math.Max(outputs, held)),
            NanosecondsPerSample = mask.Powers > 2 ? 20 : 0.8,
        };
    }

    /// <inheritdoc />
    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var input = inputs[0];
        var kept = FoldedCube.Shape(input, description.CoreAxes, keepAxes: false);
        var layout = FoldLayout.Of(input, kept, description.CoreAxes);
        return Plain(parameters.Operation) is { } operation
            ? new FoldKernel(layout, input, operation, 0)
            : new MomentKernel(layout, input, kept, parameters.Operation, MaskOf(parameters));
    }

    /// <summary>The axes of the elements whose partial sums lie in a cube.</summary>
    private static ImmutableArray<Axis> Elements(CubeInfo kept, MomentMask mask)
    {
        if (kept.Rank > 0 && kept.Axes[^1].Length == mask.Fields)
        {
            return kept.Axes.RemoveAt(kept.Rank - 1);
        }

        if (kept.Samples % mask.Fields != 0)
        {
            throw new RefusalException(
                "bad-parameter", $"Arrays of {kept.Samples} elements are no partial sums, which have {mask.Fields} fields per element for mask '1' digits chosen.",
                "Give the mask that the partial sums were made with.");
        }

        var elements = kept.Samples / mask.Fields;
        return elements == 1 ? [] : [new Axis(string.Join('_', kept.Axes.Select(axis => axis.Name)), elements)];
    }

    /// <summary>The axis of statistics comes last and has no part in what is needed.</summary>
    private static Func<Region, ImmutableArray<Region?>> Unlabelled(CubeInfo input, int kept, ImmutableArray<string> folded)
    {
        ImmutableArray<int> targets = [.. Enumerable.Range(0, input.Rank).Where(axis => !folded.Contains(input.Axes[axis].Name, StringComparer.Ordinal))];
        return output =>
        {
            var region = input.Whole;
            for (var i = 0; i < kept; i++)
            {
                region = region.With(targets[i], output.Start[i], output.Length[i]);
            }

            return [region];
        };
    }

    private static long MomentBytes(MomentMask mask, SampleType type, long cells)
    {
        var powers = mask.Powers > 2 ? (mask.Powers - 2) * 4 * sizeof(double) : 0;
        return FoldCellsOf.Bytes(FoldOperation.Var, type, cells) + FoldCellsOf.Bytes(FoldOperation.Max, type, 2 * cells) + ((cells + 64) * powers) + (64 * 1024);
    }

    private static MomentMask MaskOf(Parameters parameters) => MomentMask.Find(parameters.Mask) ?? throw new RefusalException(
        "bad-parameter", $"'{parameters.Mask}' is no mask.", $"Write up to {MomentMask.Length} digits 0 and 1, one of them 1.");

    private static FoldOperation? Plain(RowFold fold) => fold switch
    {
        RowFold.Count => FoldOperation.Count,
        RowFold.Max => FoldOperation.Max,
        RowFold.Min => FoldOperation.Min,
        RowFold.Sum => FoldOperation.Sum,
        RowFold.Avg => FoldOperation.Mean,
        _ => null,
    };
}
