using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Which whole groups of columns a block's rows lie in.</summary>
internal readonly record struct PhantomRows(int First, int Count, int Skip, int Length)
{
    /// <summary>The columns of a block along its last axis.</summary>
    public static PhantomRows Of(in Region region)
    {
        var (start, length) = ((int)region.Start[^1], (int)region.Length[^1]);
        var first = start & -EllipseProjector.Group;
        var count = (start + length - first + EllipseProjector.Group - 1) & -EllipseProjector.Group;
        return new PhantomRows(first, count, start - first, length);
    }
}
