using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Quantiles of lines of one sample type.</summary>
/// <typeparam name="T">The sample type.</typeparam>
/// <typeparam name="TKey">uint for samples of up to 32 bits, ulong for 64.</typeparam>
internal sealed unsafe class QuantileLines<T, TKey> : QuantileLines
    where T : unmanaged, INumber<T>
    where TKey : unmanaged, IBinaryInteger<TKey>, IMinMaxValue<TKey>
{
    private static readonly bool IsFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);
    private static readonly TKey SignBit = T.IsNegative(T.Zero - T.One) ? TKey.One << ((sizeof(T) * 8) - 1) : TKey.Zero;

    private readonly T? _missing;
    private readonly double _q;
    private readonly NativeBuffer _keys;

    /// <summary>Ready for lines of at most that many samples.</summary>
    public QuantileLines(Int128? missing, long samples, double q)
    {
        _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
        _q = q;
        _keys = new NativeBuffer(Math.Max(Bytes(SampleTypes.Of<T>(), samples), 64 * 16));
    }

    private static int Lanes => Vector512<TKey>.Count;

    private TKey* Keys => (TKey*)_keys.Pointer;

    /// <inheritdoc />
    public override void Run(
        byte* source, ReadOnlySpan<long> bases, ReadOnlySpan<long> offsets, Block output, CancellationToken cancellation)
    {
        var samples = (T*)source;
        var index = 0;
        while (index < bases.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var areColumns = offsets.Length <= LongestTile && index + Lanes <= bases.Length
                && bases[index + Lanes - 1] - bases[index] == Lanes - 1;
            if (areColumns)
            {
                RunColumns(samples + bases[index], offsets, output, index);
            }
            else
            {
                RunLine(samples + bases[index], offsets, output, index);
            }

            index += areColumns ? Lanes : 1;
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing) => _keys.Dispose();

    private void RunColumns(T* source, ReadOnlySpan<long> offsets, Block output, int index)
    {
        var counts = Vector512.Create(TKey.CreateTruncating(offsets.Length));
        var keys = Keys;
        foreach (var offset in offsets)
        {
            var row = LoadKeys(source + offset, ref counts);
            row.Store(keys);
            keys += Lanes;
        }

        var ranks = Vector512<TKey>.Zero;
        Span<double> fractions = stackalloc double[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            var (rank, fraction) = RankOf(long.CreateTruncating(counts[lane]));
            ranks = ranks.WithElement(lane, TKey.CreateTruncating(rank));
            fractions[lane] = fraction;
        }

        var found = KeySelection.Columns(Keys, offsets.Length, ranks, IsFloat, out var following);
        for (var lane = 0; lane < Lanes; lane++)
        {
            Write(output, index + lane, counts[lane] == TKey.Zero, found[lane], following[lane], fractions[lane]);
        }
    }

    private void RunLine(T* source, ReadOnlySpan<long> offsets, Block output, int index)
    {
        var count = 0L;
        var keys = Keys;
        var at = 0;
        while (at < offsets.Length)
        {
            var isPacked = at + Lanes <= offsets.Length && offsets[at + Lanes - 1] - offsets[at] == Lanes - 1;
            if (isPacked)
            {
                var counts = Vector512.Create(TKey.One);
                LoadKeys(source + offsets[at], ref counts).Store(keys + at);
                count += long.CreateTruncating(Vector512.Sum(counts));
                at += Lanes;
            }
            else
            {
                var sample = source[offsets[at]];
                var isMissing = IsFloat ? T.IsNaN(sample) : sample == _missing;
                keys[at++] = isMissing ? TKey.MaxValue : KeyOf(sample);
                count += isMissing ? 0 : 1;
            }
        }

        for (; at % Lanes != 0; at++)
        {
            keys[at] = TKey.MaxValue;
        }

        var (rank, fraction) = RankOf(count);
        var (found, following) = KeySelection.Line(keys, at, rank, IsFloat);
        Write(output, index, count == 0, found, following, fraction);
    }

    private (long Rank, double Fraction) RankOf(long count)
    {
        var place = _q * Math.Max(0, count - 1);
        var rank = Math.Floor(place);
        return ((long)rank, place - rank);
    }

    /// <summary>The keys of a vector of samples; the count of lanes with a missing one falls by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<TKey> LoadKeys(T* source, ref Vector512<TKey> counts)
    {
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            var keys = typeof(T) == typeof(float)
                ? SortKeys.Of(Vector512.Load((float*)source)).As<uint, TKey>()
                : SortKeys.Of(Vector512.Load((double*)source)).As<ulong, TKey>();
            counts += Vector512.Equals(keys, Vector512<TKey>.AllBitsSet);
            return keys;
        }

        var row = Vector512<TKey>.Zero;
        for (var lane = 0; lane < Lanes; lane++)
        {
            var isMissing = source[lane] == _missing;
            row = row.WithElement(lane, isMissing ? TKey.MaxValue : KeyOf(source[lane]));
            counts = isMissing ? counts.WithElement(lane, counts[lane] - TKey.One) : counts;
        }

        return row;
    }

    private static TKey KeyOf(T sample) => sample switch
    {
        float number => TKey.CreateTruncating(SortKeys.Of(number)),
        double number => TKey.CreateTruncating(SortKeys.Of(number)),

        // Truncated to the width of the sample, so that a sign extension does not reach beyond its sign bit.
        _ => (TKey.CreateTruncating(sample) & (TKey.MaxValue >> ((sizeof(TKey) - sizeof(T)) * 8))) ^ SignBit,
    };

    private static double ValueOf(TKey key)
    {
        if (typeof(T) == typeof(float))
        {
            return SortKeys.ToSingle(uint.CreateTruncating(key));
        }

        return typeof(T) == typeof(double)
            ? SortKeys.ToDouble(ulong.CreateTruncating(key))
            : double.CreateTruncating(T.CreateTruncating(key ^ SignBit));
    }

    private static void Write(Block output, int index, bool isMissing, TKey found, TKey following, double fraction)
    {
        var value = isMissing ? double.NaN : QuantileSamples.Between(ValueOf(found), ValueOf(following), fraction);
        if (output.Cube.Type == SampleType.Float32)
        {
            ((float*)output.Pointer)[index] = (float)value;
        }
        else
        {
            ((double*)output.Pointer)[index] = value;
        }
    }
}
