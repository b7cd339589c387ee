using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Where the largest or smallest sample lies; the lowest place among equals, -1 while nothing was seen.</summary>
internal sealed unsafe class ArgCells<T, TOrder> : FoldCells
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
    where TOrder : struct, IExtremeOrder
{
    private const int RowsAtOnce = 512;

    private readonly NativeBuffer _values;
    private readonly NativeBuffer _places;
    private readonly int _count;
    private readonly T? _missing;

    /// <summary>Nothing seen yet.</summary>
    public ArgCells(Int128? missing, int cells, BufferPool pool)
    {
        _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
        _values = Rent<T>(pool, cells);
        _places = Rent<long>(pool, cells);
        _count = cells;
        Places.Fill(-1);
    }

    private Span<T> Values => new(_values.Pointer, _count);

    private Span<long> Places => new(_places.Pointer, _count);

    /// <summary>Bytes held for so many cells.</summary>
    public static long BytesFor(long cells) => Bytes<T>(cells) + Bytes<long>(cells);

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step)
    {
        // The extreme first, at full speed; its place only if it wins.
        var samples = (T*)run;
        if (ExtremeKernel<T, TOrder>.Run(samples, length, _missing) is { } best && MayImprove(cell, best))
        {
            var at = 0L;
            while (samples[at] != best)
            {
                at++;
            }

            Improve(cell, best, place + (at * step));
        }
    }

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step)
    {
        for (var row = 0L; row < rows; row += RowsAtOnce)
        {
            var part = Math.Min(RowsAtOnce, rows - row);
            AddRows(cell, (T*)source + (row * stride), columns, part, stride, place + (row * step), step);
        }
    }

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = (ArgCells<T, TOrder>)other;
        for (var i = 0; i < _count; i++)
        {
            if (more.Places[i] >= 0)
            {
                Improve(i, more.Values[i], more.Places[i]);
            }
        }
    }

    /// <inheritdoc />
    public override void Finish(Block output) => Places.CopyTo(output.As<long>());

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer)
    {
        Save(writer, _values);
        Save(writer, _places);
    }

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved) => Load(Load(saved, _values), _places);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _values.Dispose();
        _places.Dispose();
    }

    private bool MayImprove(int cell, T value) => Places[cell] < 0 || !TOrder.Wins(Values[cell], value);

    private void Improve(int cell, T value, long place)
    {
        if (Places[cell] < 0 || TOrder.Wins(value, Values[cell]) || (value == Values[cell] && place < Places[cell]))
        {
            Values[cell] = value;
            Places[cell] = place;
        }
    }

    private void AddRows(int cell, T* source, long columns, long rows, long stride, long place, long step)
    {
        var lanes = Vector512<T>.Count;
        for (var column = 0L; column < columns; column += lanes)
        {
            var start = Math.Min(column, columns - lanes);
            if (start < 0)
            {
                AddColumns(cell, source, (int)columns, rows, stride, place, step);
                return;
            }

            var best = ExtremeKernel<T, TOrder>.Columns(source + start, stride, rows, _missing, lanes);
            for (var lane = 0; lane < lanes; lane++)
            {
                if (MayImprove(cell + (int)start + lane, best[lane]))
                {
                    Search(cell + (int)start + lane, source + start + lane, best[lane], rows, stride, place, step);
                }
            }
        }
    }

    private void AddColumns(int cell, T* source, int columns, long rows, long stride, long place, long step)
    {
        for (var row = 0L; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var sample = source[(row * stride) + column];
                if (!ExtremeKernel<T, TOrder>.IsMissing(sample, _missing))
                {
                    Improve(cell + column, sample, place + (row * step));
                }
            }
        }
    }

    /// <summary>The first row of a column that holds the extreme; none does if all were missing.</summary>
    private void Search(int cell, T* column, T best, long rows, long stride, long place, long step)
    {
        for (var row = 0L; row < rows; row++)
        {
            var sample = column[row * stride];
            if (sample == best && !ExtremeKernel<T, TOrder>.IsMissing(sample, _missing))
            {
                Improve(cell, best, place + (row * step));
                return;
            }
        }
    }
}
