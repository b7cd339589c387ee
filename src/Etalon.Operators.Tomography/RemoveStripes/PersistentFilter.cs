using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Takes away what stands out across columns and persists along the angle.</summary>
/// <remarks>
/// The sample moves across the columns as it turns, so what it adds to a column above the median of the columns around does not last; a stripe
/// does. Medians along the angle keep the ends of stripes sharp that begin or end within the scan. On a slope medians across columns miss a
/// part of a stripe, so two more rounds look at what is left of the sinogram when a nearly clean one, a little smoothed, is taken off.
/// Everything is estimated on means of a few neighbouring angles, at most 512 of them.
/// </remarks>
internal sealed unsafe class PersistentFilter : IStripeFilter
{
    private const int MostBins = 512;
    private const int FewestBins = 16;
    private const int Rounds = 3;
    private const int Lanes = 16;

    private readonly DeadColumns _dead;
    private readonly RunningMedian _narrow;
    private readonly RunningMedian _wide;
    private readonly RunningMedian _along;
    private readonly bool _multiplies;
    private readonly int _columns;
    private readonly int _together;
    private readonly int _bins;
    private readonly long _binPitch;
    private readonly long _columnPitch;
    private readonly NativeBuffer _means;
    private readonly NativeBuffer _first;
    private readonly NativeBuffer _second;

    public PersistentFilter(RemoveStripes.Parameters parameters, int angles, int columns)
    {
        _multiplies = parameters.Kind == StripeKind.Factor;
        _columns = columns;
        _together = Math.Max(1, (angles + MostBins - 1) / MostBins);
        _bins = (angles + _together - 1) / _together;
        (_binPitch, _columnPitch) = (SinogramColumns.PitchOf(_bins), SinogramColumns.PitchOf(columns));
        _dead = new DeadColumns(parameters, angles, columns, isRobust: true);
        _narrow = new RunningMedian((parameters.LargeSize / 2) | 1);
        _wide = new RunningMedian(parameters.LargeSize | 1);
        _along = new RunningMedian(Along(_bins));
        var bytes = Room(_bins, columns);
        (_means, _first, _second) = (new NativeBuffer(bytes), new NativeBuffer(bytes), new NativeBuffer(bytes));
    }

    private float* Means => (float*)_means.Pointer;

    private int* First => (int*)_first.Pointer;

    private int* Second => (int*)_second.Pointer;

    /// <summary>Bytes held.</summary>
    public static long Bytes(RemoveStripes.Parameters parameters, long angles, long columns)
    {
        var bins = Math.Min(angles, MostBins);
        return (3 * Room(bins, columns)) + DeadColumns.Bytes(angles, columns, parameters.LargeSize)
            + RunningMedian.Bytes((2L * parameters.LargeSize) + Along((int)bins) + 4);
    }

    /// <inheritdoc />
    public void Run(SinogramColumns columns, CancellationToken cancellation)
    {
        _dead.Run(columns);
        if (_bins < FewestBins)
        {
            // In so few projections everything persists.
            return;
        }

        Bin(columns);
        Subtract(Means, null, First);
        Across(_narrow, First, Second, cancellation);
        Subtract(Means, Second, First);
        Along(cancellation);

        // What is left is nearly clean; its medians, a little smoothed, are what stripes stand on.
        for (var round = 1; round < Rounds; round++)
        {
            Subtract(Means, First, First);
            Across(_narrow, First, Second, cancellation);
            SubtractSmooth();
            Across(_wide, First, Second, cancellation);
            SubtractOrdered();
            Along(cancellation);
        }

        Apply(columns);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _dead.Dispose();
        _narrow.Dispose();
        _wide.Dispose();
        _along.Dispose();
        _means.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>An eighth of the scan.</summary>
    private static int Along(int bins) => Math.Max((bins / 8) | 1, 33);

    private static long Room(long bins, long columns) =>
        Math.Max(SinogramColumns.PitchOf(bins) * columns, SinogramColumns.PitchOf(columns) * bins) * sizeof(float);

    /// <summary>Means of neighbouring angles, as numbers to which a stripe adds.</summary>
    private void Bin(SinogramColumns columns)
    {
        for (var column = 0; column < _columns; column++)
        {
            var from = columns.Column(column);
            var to = Means + (column * _binPitch);
            for (var bin = 0; bin < _bins; bin++)
            {
                var (first, end) = (bin * _together, Math.Min((bin + 1) * _together, columns.Angles));
                var sum = 0f;
                for (var angle = first; angle < end; angle++)
                {
                    sum += from[angle];
                }

                to[bin] = sum / (end - first);
            }

            new Span<float>(to + _bins, (int)(_binPitch - _bins)).Fill(1);
            if (_multiplies)
            {
                OffsetLine.Log(to, _binPitch);
            }
        }
    }

    /// <summary>Ordered integers of a difference; without a second number those of the first.</summary>
    private void Subtract(float* from, int* ordered, int* to)
    {
        for (var i = 0L; i < _binPitch * _columns; i += Lanes)
        {
            var value = Vector512.Load(from + i);
            OrderedBits.Of(ordered is null ? value : value - OrderedBits.ToSingle(Vector512.Load(ordered + i))).Store(to + i);
        }
    }

    /// <summary>First becomes first minus second.</summary>
    private void SubtractOrdered()
    {
        for (var i = 0L; i < _binPitch * _columns; i += Lanes)
        {
            var value = OrderedBits.ToSingle(Vector512.Load(First + i)) - OrderedBits.ToSingle(Vector512.Load(Second + i));
            OrderedBits.Of(value).Store(First + i);
        }
    }

    /// <summary>First becomes the means minus second, smoothed across columns by means of three twice: weights 1, 2, 3, 2, 1.</summary>
    private void SubtractSmooth()
    {
        for (var column = 0; column < _columns; column++)
        {
            var target = column * _binPitch;
            for (var bin = 0L; bin < _bins; bin += Lanes)
            {
                var sum = 3 * At(column, bin);
                sum += 2 * (At(column - 1, bin) + At(column + 1, bin));
                sum += At(column - 2, bin) + At(column + 2, bin);
                OrderedBits.Of(Vector512.Load(Means + target + bin) - (sum * (1f / 9))).Store(First + target + bin);
            }
        }
    }

    private Vector512<float> At(int column, long bin) =>
        OrderedBits.ToSingle(Vector512.Load(Second + (Math.Clamp(column, 0, _columns - 1) * _binPitch) + bin));

    private void Across(RunningMedian median, int* from, int* to, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        for (var bin = 0L; bin < _bins; bin += Lanes)
        {
            median.Run(from + bin, _binPitch, _columns, to + bin, _binPitch);
        }
    }

    /// <summary>First becomes its medians along the angle; for that columns lie beside each other.</summary>
    private void Along(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        BoxCopy.Run((byte*)First, [sizeof(int), _binPitch * sizeof(int)], (byte*)Second, [_columnPitch * sizeof(int), sizeof(int)], [_bins, _columns], sizeof(int));
        for (var column = 0L; column < _columns; column += Lanes)
        {
            _along.Run(Second + column, _columnPitch, _bins, First + column, _columnPitch);
        }

        new Span<byte>(First, checked((int)_first.Length)).CopyTo(new Span<byte>(Second, checked((int)_second.Length)));
        BoxCopy.Run((byte*)Second, [sizeof(int), _columnPitch * sizeof(int)], (byte*)First, [_binPitch * sizeof(int), sizeof(int)], [_columns, _bins], sizeof(int));
    }

    /// <summary>Takes the stripes off, drawing straight lines between the middles of the bins.</summary>
    private void Apply(SinogramColumns columns)
    {
        for (var column = 0; column < _columns; column++)
        {
            var stripe = (float*)First + (column * _binPitch);
            for (var bin = 0L; bin < _binPitch; bin += Lanes)
            {
                OrderedBits.ToSingle(Vector512.Load((int*)stripe + bin)).Store(stripe + bin);
            }

            if (_multiplies)
            {
                OffsetLine.Factor(stripe, _binPitch);
            }

            Apply(columns.Column(column), columns.Angles, stripe);
        }
    }

    private void Apply(float* samples, int angles, float* stripe)
    {
        for (var angle = 0; angle < angles; angle++)
        {
            var at = Math.Clamp(((angle + 0.5f) / _together) - 0.5f, 0, _bins - 1);
            var bin = Math.Min((int)at, _bins - 2);
            var value = stripe[bin] + ((stripe[bin + 1] - stripe[bin]) * (at - bin));
            samples[angle] = _multiplies ? samples[angle] * value : samples[angle] - value;
        }
    }
}
