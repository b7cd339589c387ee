using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Cuts the rows of a cube into boxes of rows that follow one another.</summary>
public static class RowSlabs
{
    /// <summary>
    /// The lengths of a box: some places of one axis, everything of those within it, one place of those around it. It has at most as many rows as
    /// wanted, but at least one.
    /// </summary>
    /// <param name="shape">The cube's, slowest axis first.</param>
    /// <param name="rowAxes">How many axes number the rows; the others lie within each row and stay whole.</param>
    /// <param name="rows">Rows wanted.</param>
    public static ImmutableArray<long> Of(ImmutableArray<long> shape, int rowAxes, long rows)
    {
        var box = shape.ToArray();
        var within = 1L;
        for (var axis = rowAxes - 1; axis >= 0; axis--)
        {
            box[axis] = Math.Clamp(rows / within, 1, shape[axis]);
            within = checked(within * shape[axis]);
        }

        return [.. box];
    }
}
