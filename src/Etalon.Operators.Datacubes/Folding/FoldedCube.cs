using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>What the cube of a fold looks like: axes, type, unit, attributes.</summary>
internal static class FoldedCube
{
    /// <summary>The names of the folded axes: those given, or all.</summary>
    public static ImmutableArray<string> Axes(CubeInfo input, ImmutableArray<string> given)
    {
        if (given.IsDefaultOrEmpty)
        {
            return [.. input.Axes.Select(axis => axis.Name)];
        }

        foreach (var name in given)
        {
            input.IndexOf(name);
        }

        return [.. given.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Refuses samples that have no order.</summary>
    public static void RefuseComplex(CubeInfo input, string what)
    {
        if (input.Type == SampleType.Complex64)
        {
            throw new RefusalException(
                "wrong-sample-type", $"Cube '{input.Name}' has complex64 samples; {what} needs real ones.",
                "Take the magnitude or the real part with 'calculate' first.");
        }
    }

    /// <summary>The cube with the folded axes gone, or kept with one sample.</summary>
    public static CubeInfo Shape(CubeInfo input, ImmutableArray<string> folded, bool keepAxes) => input with
    {
        Axes =
        [
            .. input.Axes
                .Where(axis => keepAxes || !folded.Contains(axis.Name, StringComparer.Ordinal))
                .Select(axis => folded.Contains(axis.Name, StringComparer.Ordinal) ? Whole(axis) : axis),
        ],
    };

    /// <summary>The samples that an operation makes of samples.</summary>
    public static CubeInfo Samples(CubeInfo cube, FoldOperation operation, string over)
    {
        var isFloat = cube.Type.IsFloat();
        var attributes = cube.Attributes.Without("actual_range");
        switch (operation)
        {
            case FoldOperation.Count:
                return cube with { Type = SampleType.Int64, Missing = null, Unit = "1", Attributes = Unrelated(attributes) };
            case FoldOperation.Argmax or FoldOperation.Argmin:
                return cube with { Type = SampleType.Int64, Missing = -1, Unit = "1", Attributes = Unrelated(attributes) };
            case FoldOperation.Sum when !isFloat:
                cube = cube with { Type = cube.Type.IsSigned() ? SampleType.Int64 : SampleType.UInt64 };
                var (low, high) = cube.Type.Limits();
                var fill = cube.Type.IsSigned() ? low : high;
                cube = cube with { Missing = cube.Missing is null ? null : fill };
                break;
            case FoldOperation.Mean or FoldOperation.Std or FoldOperation.Var when !isFloat:
                cube = cube with { Type = SampleType.Float64, Missing = null };
                break;
            default:
                break;
        }

        var unit = operation switch
        {
            FoldOperation.Var => FoldedUnit.Squared(cube.Unit),
            FoldOperation.Std => FoldedUnit.OfDifference(cube.Unit),
            _ => cube.Unit,
        };
        return cube with { Unit = unit, Attributes = WithMethod(attributes, over, MethodOf(operation)) };
    }

    /// <summary>CF's record of what was done along which axes.</summary>
    public static AttributeSet WithMethod(AttributeSet attributes, string over, string method) =>
        WithMethods(attributes, over.Length == 0 ? "" : $"{over}: {method}");

    /// <summary>Adds whole methods (<c>time: mean within years</c>) to CF's record; nothing if empty.</summary>
    public static AttributeSet WithMethods(AttributeSet attributes, string methods) => methods.Length == 0
        ? attributes
        : attributes.With("cell_methods", $"{attributes.Text("cell_methods")} {methods}".TrimStart());

    /// <summary>What CF calls an operation.</summary>
    public static string MethodOf(FoldOperation operation) => operation switch
    {
        FoldOperation.Max => "maximum",
        FoldOperation.Min => "minimum",
        FoldOperation.Mean => "mean",
        FoldOperation.Std => "standard_deviation",
        FoldOperation.Var => "variance",
        _ => "sum",
    };

    /// <summary>The axes as CF writes them in front of a method.</summary>
    public static string Over(ImmutableArray<string> axes) => string.Join(": ", axes);

    private static AttributeSet Unrelated(AttributeSet attributes) =>
        attributes.Without("standard_name", "valid_min", "valid_max", "valid_range");

    /// <summary>One sample that stands for the whole axis: bounds from end to end, the coordinate in the middle.</summary>
    private static Axis Whole(Axis axis)
    {
        if (axis.Coordinates is null or LabelCoordinates)
        {
            return axis with { Length = 1, Coordinates = null, Bounds = [] };
        }

        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var edge in axis.HasBounds ? [.. axis.Bounds] : axis.Coordinates.ToArray())
        {
            low = Math.Min(low, edge);
            high = Math.Max(high, edge);
        }

        return axis with { Length = 1, Coordinates = new ExplicitCoordinates([low + ((high - low) / 2)]), Bounds = [low, high] };
    }
}
