using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>
/// A cube as Ophidia sees it: one measure over dimensions of which the outer ones number rows and the inner ones lie within each row's
/// array. The axes of the samples stand in the same order, those of rows first.
/// </summary>
/// <param name="Measure">What is measured.</param>
/// <param name="Type">The type of a sample: <c>byte</c>, <c>short</c>, <c>int</c>, <c>long</c>, <c>float</c> or <c>double</c>.</param>
/// <param name="Dimensions">Those of rows, outermost first, then those of arrays; a dimension that was reduced away keeps its place.</param>
/// <param name="Recipe">Where its samples come from.</param>
public sealed record OphidiaCube(string Measure, string Type, ImmutableArray<OphidiaDimension> Dimensions, CubeRecipe Recipe)
{
    /// <summary>How many steps lie between the cube and what was brought in.</summary>
    public int Level { get; init; }

    /// <summary>The file it came from; empty for none.</summary>
    public string Source { get; init; } = "";

    /// <summary>What its maker says of it.</summary>
    public string Description { get; init; } = "";

    /// <summary>How it would be spread over hosts.</summary>
    public OphidiaFragmentation Fragmentation { get; init; } = new(1, 1, 1);

    /// <summary>Those of the rows, outermost first.</summary>
    public IEnumerable<OphidiaDimension> Explicit => Dimensions.Where(static dimension => !dimension.IsImplicit);

    /// <summary>Those within the arrays, outermost first.</summary>
    public IEnumerable<OphidiaDimension> Implicit => Dimensions.Where(static dimension => dimension.IsImplicit);

    /// <summary>Number of rows.</summary>
    public long Rows => Explicit.Aggregate(1L, static (product, dimension) => checked(product * Math.Max(1, dimension.Size)));

    /// <summary>Number of samples in each row.</summary>
    public long RowLength => Implicit.Aggregate(1L, static (product, dimension) => checked(product * Math.Max(1, dimension.Size)));

    /// <summary>
    /// The same cube with sizes and types as the engine has found them; a dimension whose axis is gone is reduced, and an axis that was not
    /// expected lies within the arrays.
    /// </summary>
    public OphidiaCube Settled(CubeInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var known = Dimensions.Select(dimension => Settled(dimension, info)).ToArray();
        var more = info.Axes.Where(axis => !Array.Exists(known, dimension => string.Equals(dimension.Name, axis.Name, StringComparison.Ordinal)))
            .Select(static axis => new OphidiaDimension(axis.Name, "long", axis.Length, IsImplicit: true));
        var settled = this with { Type = OphidiaTypes.Name(info.Type), Dimensions = [.. known, .. more] };
        return settled.Rows == Rows ? settled : settled with { Fragmentation = CubeRoles.Refragmented(settled) };
    }

    /// <summary>The same cube, whose dimensions are on the grids of the cube it was made from only where they have the same values.</summary>
    public OphidiaCube OnGridsOf(OphidiaCube parent, CubeInfo before, CubeInfo after)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return this with
        {
            Dimensions = [.. Dimensions.Select(dimension =>
            {
                var isInherited = dimension.Grid.Length > 0 && parent.Dimensions.Any(
                    other => string.Equals(other.Name, dimension.Name, StringComparison.Ordinal) && string.Equals(other.Grid, dimension.Grid, StringComparison.Ordinal));
                var (old, own) = (before.Find(dimension.Name), after.Find(dimension.Name));
                return !isInherited || (old >= 0 && own >= 0 && Equals(before.Axes[old].Coordinates, after.Axes[own].Coordinates)) ? dimension : dimension with { Grid = "" };
            })],
        };
    }

    private static OphidiaDimension Settled(OphidiaDimension dimension, CubeInfo info)
    {
        var at = info.Find(dimension.Name);
        if (at < 0)
        {
            return dimension with { Size = 0, ConceptLevel = "A" };
        }

        var axis = info.Axes[at];
        var isWhole = dimension.Type is "int" or "long" or "short" or "byte";
        var type = isWhole && axis.Coordinates is { } coordinates and not LabelCoordinates && Array.Exists(coordinates.ToArray(), static value => Math.Floor(value) != value)
            ? "double"
            : dimension.Type;
        return dimension with { Size = axis.Length, Type = type };
    }
}
