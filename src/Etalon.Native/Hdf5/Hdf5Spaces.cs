namespace Etalon.Native;

/// <summary>Shapes and selections. Called inside the lock.</summary>
internal static unsafe class Hdf5Spaces
{
    /// <summary>The largest rank the library knows.</summary>
    public const int MaximumRank = 32;

    private const int NullSpace = 2;
    private const int Points = 1;
    private const int Hyperslabs = 2;
    private const int Everything = 3;
    private const int Set = 0;

    /// <summary>Shape and largest shape; -1 stands for "without limit".</summary>
    public static (long[] Shape, long[] Maximum) Shape(long space, string subject)
    {
        var rank = H5S.GetRank(space);
        Hdf5Error.Check(rank, "H5Sget_simple_extent_ndims", subject);
        var shape = stackalloc ulong[MaximumRank];
        var maximum = stackalloc ulong[MaximumRank];
        Hdf5Error.Check(H5S.GetShape(space, shape, maximum), "H5Sget_simple_extent_dims", subject);
        return (ToLengths(shape, rank), ToLengths(maximum, rank));
    }

    /// <summary>Elements of that space: none in a null space, one in a scalar.</summary>
    public static long Count(long space, long[] shape)
    {
        if (H5S.GetKind(space) == NullSpace)
        {
            return 0;
        }

        var count = 1L;
        foreach (var length in shape)
        {
            count = checked(count * length);
        }

        return count;
    }

    /// <summary>A space of that shape.</summary>
    public static Hdf5Id Create(ReadOnlySpan<long> shape, IReadOnlyList<long>? maximum, string subject)
    {
        var lengths = stackalloc ulong[MaximumRank];
        var limits = stackalloc ulong[MaximumRank];
        ToNative(shape, lengths, subject);
        if (maximum is not null)
        {
            ToNative([.. maximum], limits, subject);
        }

        return new Hdf5Id(
            H5S.CreateSimple(shape.Length, lengths, maximum is null ? null : limits), "H5Screate_simple", subject);
    }

    /// <summary>Selects a box, with a step along each axis where one is given.</summary>
    public static void Select(
        long space, ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> step, string subject)
    {
        var first = stackalloc ulong[MaximumRank];
        var lengths = stackalloc ulong[MaximumRank];
        var steps = stackalloc ulong[MaximumRank];
        ToNative(start, first, subject);
        ToNative(count, lengths, subject);
        ToNative(step, steps, subject);
        Hdf5Error.Check(
            H5S.SelectHyperslab(space, Set, first, step.Length == 0 ? null : steps, lengths, null),
            "H5Sselect_hyperslab",
            subject);
    }

    /// <summary>Whether all of a space is selected.</summary>
    public static bool SelectsAll(long space) => H5S.GetSelectionKind(space) == Everything;

    /// <summary>What a virtual mapping selects; null where it is no regular box.</summary>
    public static Hdf5Hyperslab? Selection(long space, string subject)
    {
        var (shape, _) = Shape(space, subject);
        return H5S.GetSelectionKind(space) switch
        {
            Everything => new Hdf5Hyperslab(Each(shape, 0), Each(shape, 1), Each(shape, 1), shape),
            Hyperslabs when H5S.IsRegularHyperslab(space) > 0 => Regular(space, shape.Length, subject),
            _ => null,
        };
    }

    /// <summary>The smallest box around a selection, last index included; null where it has none.</summary>
    public static (long[] First, long[] Last)? Bounds(long space)
    {
        var first = stackalloc ulong[MaximumRank];
        var last = stackalloc ulong[MaximumRank];
        var rank = H5S.GetRank(space);
        return H5S.GetSelectionKind(space) >= Points && H5S.GetBounds(space, first, last) >= 0
            ? (ToLengths(first, rank), ToLengths(last, rank))
            : null;
    }

    /// <summary>Numbers of the library, where the largest stands for "without limit", which is -1 here.</summary>
    public static long[] ToLengths(ulong* values, int rank)
    {
        var lengths = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            lengths[i] = unchecked((long)values[i]);
        }

        return lengths;
    }

    /// <summary>Numbers for the library, at most <see cref="MaximumRank"/>.</summary>
    public static void ToNative(ReadOnlySpan<long> values, ulong* destination, string subject)
    {
        if (values.Length > MaximumRank)
        {
            throw Hdf5Error.Refused("H5S", subject, $"{values.Length} axes are more than {MaximumRank}");
        }

        for (var i = 0; i < values.Length; i++)
        {
            destination[i] = unchecked((ulong)values[i]);
        }
    }

    private static long[] Each(long[] shape, long value) => Array.ConvertAll(shape, _ => value);

    private static Hdf5Hyperslab Regular(long space, int rank, string subject)
    {
        var start = stackalloc ulong[MaximumRank];
        var step = stackalloc ulong[MaximumRank];
        var count = stackalloc ulong[MaximumRank];
        var block = stackalloc ulong[MaximumRank];
        Hdf5Error.Check(
            H5S.GetRegularHyperslab(space, start, step, count, block), "H5Sget_regular_hyperslab", subject);
        return new Hdf5Hyperslab(
            ToLengths(start, rank), ToLengths(step, rank), ToLengths(count, rank), ToLengths(block, rank));
    }
}
