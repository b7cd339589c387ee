using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// The columns of a sinogram, each in its own order of size. What moves through the field of view with the angle has no place here:
/// neighbouring columns look alike, and a stripe is a column that does not.
/// </summary>
internal sealed unsafe class RankedColumns : IDisposable
{
    private const int Lanes = 16;

    private readonly NativeBuffer _ranks;
    private readonly NativeBuffer _order;
    private readonly NativeBuffer _smooth;
    private readonly LineArgsort _sort;
    private readonly long _pitch;
    private readonly int _angles;
    private readonly int _columns;

    public RankedColumns(int angles, int columns)
    {
        (_angles, _columns, _pitch) = (angles, columns, SinogramColumns.PitchOf(angles));
        var bytes = _pitch * columns * sizeof(int);
        (_ranks, _order, _smooth) = (new NativeBuffer(bytes), new NativeBuffer(bytes), new NativeBuffer(bytes));
        _sort = new LineArgsort(angles);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long angles, long columns) => (3 * SinogramColumns.PitchOf(angles) * columns * sizeof(int)) + LineArgsort.Bytes(angles);

    /// <summary>Sorts all columns; equal samples stay in the order of angles.</summary>
    public void Sort(SinogramColumns sinogram)
    {
        for (var column = 0; column < _columns; column++)
        {
            var samples = sinogram.Column(column);
            var ranks = Ranks(column);
            for (var i = 0L; i < _pitch; i += Lanes)
            {
                // Minus zero becomes zero, so that the two are equal.
                OrderedBits.Of(Vector512.Load(samples + i) + Vector512<float>.Zero).Store(ranks + i);
            }

            _sort.Run(ranks, _angles, ranks, Order(column));
        }
    }

    /// <summary>Medians across columns, rank by rank.</summary>
    public void Smooth(RunningMedian median, CancellationToken cancellation)
    {
        for (var rank = 0L; rank < _angles; rank += Lanes)
        {
            cancellation.ThrowIfCancellationRequested();
            median.Run(Ranks(0) + rank, _pitch, _columns, Smooth(0) + rank, _pitch);
        }
    }

    /// <summary>The means of a column's samples and of the smoothed ones, without some at either end.</summary>
    public (double Samples, double Smoothed) Means(int column, int drop)
    {
        var count = _angles - (2 * drop);
        return (Sum(Ranks(column) + drop, count) / count, Sum(Smooth(column) + drop, count) / count);
    }

    /// <summary>Multiplies a column and adds to it; the factor is positive, so the order stays.</summary>
    public void Scale(int column, float factor, float offset)
    {
        var ranks = Ranks(column);
        var (times, plus) = (Vector512.Create(factor), Vector512.Create(offset));
        for (var i = 0L; i < _pitch; i += Lanes)
        {
            var samples = OrderedBits.ToSingle(Vector512.Load(ranks + i));
            OrderedBits.Of((samples * times) + plus).Store(ranks + i);
        }
    }

    /// <summary>Puts the smoothed samples of a column in the place of its own.</summary>
    public void TakeSmooth(int column) => Buffer.MemoryCopy(Smooth(column), Ranks(column), _pitch * sizeof(int), _pitch * sizeof(int));

    /// <summary>Puts the samples, or the smoothed ones, back to the angles they came from.</summary>
    public void Restore(SinogramColumns sinogram, bool smoothed)
    {
        for (var column = 0; column < _columns; column++)
        {
            var from = smoothed ? Smooth(column) : Ranks(column);
            var order = Order(column);
            var to = sinogram.Column(column);
            for (var rank = 0; rank < _angles; rank++)
            {
                to[order[rank]] = OrderedBits.ToSingle(from[rank]);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ranks.Dispose();
        _order.Dispose();
        _smooth.Dispose();
        _sort.Dispose();
    }

    private int* Ranks(int column) => (int*)_ranks.Pointer + (column * _pitch);

    private int* Order(int column) => (int*)_order.Pointer + (column * _pitch);

    private int* Smooth(int column) => (int*)_smooth.Pointer + (column * _pitch);

    private static double Sum(int* ordered, int count)
    {
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var i = 0;
        for (; i + Lanes <= count; i += Lanes)
        {
            var (first, second) = Vector512.Widen(OrderedBits.ToSingle(Vector512.Load(ordered + i)));
            low += first;
            high += second;
        }

        var sum = Vector512.Sum(low + high);
        for (; i < count; i++)
        {
            sum += OrderedBits.ToSingle(ordered[i]);
        }

        return sum;
    }
}
