namespace Etalon.Numerics;

/// <summary>Sums, counts and extremes of the blocks of a box with any number of axes; blocks can be put together to larger ones without losing exactness.</summary>
/// <param name="shape">Blocks along each axis, slowest first.</param>
public sealed class BlockTally(params int[] shape)
{
    private readonly double[] _sums = new double[Product(shape)];
    private readonly double[] _counts = new double[Product(shape)];
    private readonly double[] _lows = Filled(Product(shape), double.PositiveInfinity);
    private readonly double[] _highs = Filled(Product(shape), double.NegativeInfinity);

    /// <summary>Blocks along each axis, slowest first.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>All blocks.</summary>
    public int Count => _sums.Length;

    /// <summary>Takes a row of blocks along the last axis from the tally of the samples' rows that they are made of.</summary>
    /// <param name="rows">The tally.</param>
    /// <param name="row">The number of the row of blocks.</param>
    /// <param name="step">Samples of a block along the last axis.</param>
    public void Take(ColumnTally rows, int row, int step)
    {
        var length = shape.Length == 0 ? 1 : shape[^1];
        var first = row * length;
        rows.Gather(step, _sums.AsSpan(first, length), _counts.AsSpan(first, length), _lows.AsSpan(first, length), _highs.AsSpan(first, length));
    }

    /// <summary>Larger blocks, of so many of these along each axis; the last of an axis may be made of fewer.</summary>
    public BlockTally Coarser(params ReadOnlySpan<int> by)
    {
        var larger = new int[shape.Length];
        for (var axis = 0; axis < larger.Length; axis++)
        {
            larger[axis] = ((shape[axis] - 1) / by[axis]) + 1;
        }

        var result = new BlockTally(larger);
        var place = new int[shape.Length];
        for (var from = 0; from < Count; from++)
        {
            var to = 0;
            for (var axis = 0; axis < place.Length; axis++)
            {
                to = (to * larger[axis]) + (place[axis] / by[axis]);
            }

            result._sums[to] += _sums[from];
            result._counts[to] += _counts[from];
            result._lows[to] = Math.Min(result._lows[to], _lows[from]);
            result._highs[to] = Math.Max(result._highs[to], _highs[from]);
            for (var axis = place.Length - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--)
            {
                place[axis] = 0;
            }
        }

        return result;
    }

    /// <summary>One number for each block; NaN where nothing is known.</summary>
    public void Values(BlockStatistic statistic, Span<float> values)
    {
        for (var i = 0; i < Count; i++)
        {
            var value = statistic switch
            {
                BlockStatistic.Mean => _sums[i] / _counts[i],
                BlockStatistic.Min => _lows[i],
                _ => _highs[i],
            };
            values[i] = _counts[i] > 0 && double.IsFinite(value) ? (float)value : float.NaN;
        }
    }

    private static int Product(int[] shape) => shape.Aggregate(1, static (product, length) => checked(product * length));

    private static double[] Filled(int length, double value)
    {
        var numbers = new double[length];
        Array.Fill(numbers, value);
        return numbers;
    }
}
