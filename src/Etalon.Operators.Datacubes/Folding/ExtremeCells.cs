using System.Buffers;
using System.Numerics;
using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The largest or smallest sample; NaN, or the missing integer, while nothing was seen.</summary>
internal sealed unsafe class ExtremeCells<T, TOrder> : FoldCells
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
    where TOrder : struct, IExtremeOrder
{
    private readonly NativeBuffer _cells;
    private readonly int _count;
    private readonly T? _missing;
    private readonly T _none;

    /// <summary>Nothing seen yet.</summary>
    public ExtremeCells(Int128? missing, int cells, BufferPool pool)
    {
        _missing = missing is { } fill ? T.CreateTruncating(fill) : null;
        _none = ExtremeKernel<T, TOrder>.IsFloat ? T.CreateChecked(double.NaN) : _missing ?? TOrder.Worst<T>();
        _cells = Rent<T>(pool, cells);
        _count = cells;
        Cells.Fill(_none);
    }

    private Span<T> Cells => new(_cells.Pointer, _count);

    /// <summary>Bytes held for so many cells.</summary>
    public static long BytesFor(long cells) => Bytes<T>(cells);

    /// <summary>The extreme of a cell as a double; NaN while nothing was seen.</summary>
    public double Value(int cell) => IsNone(Cells[cell]) ? double.NaN : double.CreateTruncating(Cells[cell] + T.Zero);

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step)
    {
        if (ExtremeKernel<T, TOrder>.Run((T*)run, length, _missing) is { } best)
        {
            Improve(ref Cells[cell], best);
        }
    }

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step)
    {
        var lanes = Vector512<T>.Count;
        var first = (T*)source;
        var cells = (T*)_cells.Pointer + cell;
        if (columns < lanes)
        {
            AddColumns(cells, first, columns, rows, stride);
            return;
        }

        for (var column = 0L; column < columns; column += lanes)
        {
            // The last vector overlaps: an extreme does not mind seeing a sample twice.
            var start = Math.Min(column, columns - lanes);
            var best = ExtremeKernel<T, TOrder>.Columns(first + start, stride, rows, _missing, lanes);
            if (Vector512.EqualsAny(best, Vector512.Create(TOrder.Worst<T>())))
            {
                var present = ExtremeKernel<T, TOrder>.Present(first + start, stride, rows, _missing);
                best = Vector512.ConditionalSelect(present, best, Vector512.Create(_none));
            }

            Better(Vector512.Load(cells + start), best).Store(cells + start);
        }
    }

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = ((ExtremeCells<T, TOrder>)other).Cells;
        for (var i = 0; i < more.Length; i++)
        {
            if (!IsNone(more[i]))
            {
                Improve(ref Cells[i], more[i]);
            }
        }
    }

    /// <inheritdoc />
    public override void Finish(Block output)
    {
        var results = output.As<T>();
        for (var i = 0; i < results.Length; i++)
        {
            // The two zeros are equal, so which came first must not show: adding zero makes both positive.
            results[i] = Cells[i] + T.Zero;
        }
    }

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer) => Save(writer, _cells);

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved) => Load(saved, _cells);

    /// <inheritdoc />
    protected override void Dispose(bool disposing) => _cells.Dispose();

    private bool IsNone(T value) => ExtremeKernel<T, TOrder>.IsMissing(value, _missing);

    private void Improve(ref T cell, T value) => cell = IsNone(cell) || TOrder.Wins(value, cell) ? value : cell;

    private Vector512<T> Better(Vector512<T> cells, Vector512<T> values)
    {
        var none = Vector512.Create(_none);
        var isOpen = ExtremeKernel<T, TOrder>.IsFloat ? ~Vector512.Equals(cells, cells) : Vector512.Equals(cells, none);
        var isVoid = ExtremeKernel<T, TOrder>.IsFloat ? ~Vector512.Equals(values, values) : Vector512.Equals(values, none);
        var takes = Vector512.AndNot(isOpen | TOrder.Wins(values, cells), isVoid);
        return Vector512.ConditionalSelect(takes, values, cells);
    }

    private void AddColumns(T* cells, T* source, long columns, long rows, long stride)
    {
        for (var row = 0L; row < rows; row++)
        {
            for (var column = 0L; column < columns; column++)
            {
                var sample = source[(row * stride) + column];
                if (!IsNone(sample))
                {
                    Improve(ref cells[column], sample);
                }
            }
        }
    }
}
