using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>How many samples are not missing.</summary>
internal sealed unsafe class CountCells<T> : FoldCells
    where T : unmanaged, INumber<T>
{
    /// <summary>So that a count fits into a lane of 8 bits.</summary>
    private const int RowsAtOnce = 127;

    private static readonly bool IsFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);

    private readonly NativeBuffer _counts;
    private readonly int _count;
    private readonly T? _missing;

    /// <summary>Nothing seen yet.</summary>
    public CountCells(Int128? missing, int cells, BufferPool pool)
    {
        _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
        _counts = Rent<long>(pool, cells);
        _count = cells;
    }

    private Span<long> Counts => new(_counts.Pointer, _count);

    /// <summary>Bytes held for so many cells.</summary>
    public static long BytesFor(long cells) => Bytes<long>(cells);

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step)
    {
        var samples = (T*)run;
        var missing = 0L;
        var lanes = Vector512<T>.Count;
        for (; MayMiss && length >= lanes; length -= lanes * Math.Min(RowsAtOnce, length / lanes))
        {
            var rows = Math.Min(RowsAtOnce, length / lanes);
            var absent = Absent(samples, lanes, rows, _missing);
            for (var lane = 0; lane < lanes; lane++)
            {
                missing += long.CreateTruncating(absent[lane]);
            }

            samples += rows * lanes;
            Counts[cell] += rows * lanes;
        }

        for (var i = 0L; MayMiss && i < length; i++)
        {
            missing += IsFloat ? Flag(T.IsNaN(samples[i])) : Flag(samples[i] == _missing!.Value);
        }

        Counts[cell] += length - missing;
    }

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step)
    {
        foreach (ref var count in Counts.Slice(cell, (int)columns))
        {
            count += rows;
        }

        for (var row = 0L; MayMiss && row < rows; row += RowsAtOnce)
        {
            Subtract(cell, (T*)source + (row * stride), columns, Math.Min(RowsAtOnce, rows - row), stride);
        }
    }

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = ((CountCells<T>)other).Counts;
        for (var i = 0; i < more.Length; i++)
        {
            Counts[i] += more[i];
        }
    }

    /// <inheritdoc />
    public override void Finish(Block output) => Counts.CopyTo(output.As<long>());

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer) => Save(writer, _counts);

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved) => Load(saved, _counts);

    /// <inheritdoc />
    protected override void Dispose(bool disposing) => _counts.Dispose();

    private bool MayMiss => IsFloat || _missing is not null;

    private static long Flag(bool isMissing) => isMissing ? 1 : 0;

    /// <summary>Missing samples per lane, as integers of the width of a sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static LaneCounts Absent(T* source, long stride, long rows, T? missing)
    {
        var count = Vector512<T>.Zero;
        var fill = Vector512.Create(missing ?? T.Zero);
        for (; rows > 0; rows--)
        {
            var samples = Vector512.Load(source);
            var absent = IsFloat ? ~Vector512.Equals(samples, samples) : Vector512.Equals(samples, fill);
            count = LaneCounts.Subtract(count, absent);
            source += stride;
        }

        return new LaneCounts(count);
    }

    private void Subtract(int cell, T* source, long columns, long rows, long stride)
    {
        var lanes = Vector512<T>.Count;
        var column = 0L;
        for (; column + lanes <= columns; column += lanes)
        {
            var absent = Absent(source + column, stride, rows, _missing);
            for (var lane = 0; lane < lanes; lane++)
            {
                Counts[cell + (int)column + lane] -= absent[lane];
            }
        }

        for (; column < columns; column++)
        {
            for (var row = 0L; row < rows; row++)
            {
                var sample = source[(row * stride) + column];
                Counts[cell + (int)column] -= IsFloat ? Flag(T.IsNaN(sample)) : Flag(sample == _missing!.Value);
            }
        }
    }

    /// <summary>A vector of counts in lanes as wide as a sample.</summary>
    private readonly struct LaneCounts(Vector512<T> lanes)
    {
        public long this[int lane] => sizeof(T) switch
        {
            1 => lanes.AsByte()[lane],
            2 => lanes.AsUInt16()[lane],
            4 => lanes.AsUInt32()[lane],
            _ => (long)lanes.AsUInt64()[lane],
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<T> Subtract(Vector512<T> count, Vector512<T> mask) => sizeof(T) switch
        {
            1 => (count.AsByte() - mask.AsByte()).As<byte, T>(),
            2 => (count.AsUInt16() - mask.AsUInt16()).As<ushort, T>(),
            4 => (count.AsUInt32() - mask.AsUInt32()).As<uint, T>(),
            _ => (count.AsUInt64() - mask.AsUInt64()).As<ulong, T>(),
        };
    }
}
