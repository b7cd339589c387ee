using System.Buffers;
using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Statistics of elements, or the sums that they are made of, side by side for every cell.</summary>
internal sealed unsafe class MomentCells<T> : FoldCells
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly MomentMask _mask;
    private readonly RowFold _fold;
    private readonly int _cells;
    private readonly int _first;
    private readonly int _wanted;
    private readonly SumCells<T> _sums;
    private readonly PowerSums<T>? _powers;
    private readonly ExtremeCells<T, LargestOrder>? _max;
    private readonly ExtremeCells<T, SmallestOrder>? _min;

    /// <summary>Nothing seen yet.</summary>
    /// <param name="mask">What is wanted.</param>
    /// <param name="fold">Statistics or their partial sums.</param>
    /// <param name="missing">The integer that is missing.</param>
    /// <param name="cells">How many cells.</param>
    /// <param name="range">Which of the results of a cell are asked for.</param>
    /// <param name="pool">Where the memory comes from.</param>
    public MomentCells(MomentMask mask, RowFold fold, Int128? missing, int cells, (int First, int Count) range, BufferPool pool)
    {
        (_mask, _fold, _cells, _first, _wanted) = (mask, fold, cells, range.First, range.Count);
        _sums = new SumCells<T>(mask.Powers > 1 ? FoldOperation.Var : FoldOperation.Mean, 1, missing, cells, pool);
        _powers = mask.Powers > 2 ? new PowerSums<T>(mask.Powers, missing, cells, pool) : null;
        _max = mask.Extremes.Max < 0 ? null : new ExtremeCells<T, LargestOrder>(missing, cells, pool);
        _min = mask.Extremes.Min < 0 ? null : new ExtremeCells<T, SmallestOrder>(missing, cells, pool);
    }

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step)
    {
        _sums.AddRun(cell, run, length, place, step);
        _powers?.Add(cell, (T*)run, length, 1);
        _max?.AddRun(cell, run, length, place, step);
        _min?.AddRun(cell, run, length, place, step);
    }

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step)
    {
        _sums.AddStrip(cell, source, columns, rows, stride, place, step);
        _max?.AddStrip(cell, source, columns, rows, stride, place, step);
        _min?.AddStrip(cell, source, columns, rows, stride, place, step);
        for (var column = 0; _powers is not null && column < columns; column++)
        {
            _powers.Add(cell + column, (T*)source + column, rows, stride);
        }
    }

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = (MomentCells<T>)other;
        _sums.Merge(more._sums);
        _powers?.Merge(more._powers!);
        _max?.Merge(more._max!);
        _min?.Merge(more._min!);
    }

    /// <inheritdoc />
    public override void Finish(Block output)
    {
        var results = output.As<double>();
        for (var cell = 0; cell < _cells; cell++)
        {
            var (count, sum, squares) = _sums.Totals(cell);
            var (third, fourth) = _powers?.Of(cell) ?? default;
            var moments = new RowMoments(
                count, (sum, squares, third, fourth), _max?.Value(cell) ?? double.NaN, _min?.Value(cell) ?? double.NaN);
            for (var i = 0; i < _wanted; i++)
            {
                results[(cell * _wanted) + i] = _fold == RowFold.Partial ? _mask.Field(_first + i, moments) : _mask.Statistic(_first + i, moments);
            }
        }
    }

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer)
    {
        _sums.Save(writer);
        _powers?.Save(writer);
        _max?.Save(writer);
        _min?.Save(writer);
    }

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved)
    {
        saved = _sums.Load(saved);
        saved = _powers is null ? saved : _powers.Load(saved);
        saved = _max is null ? saved : _max.Load(saved);
        return _min is null ? saved : _min.Load(saved);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _sums.Dispose();
        _powers?.Dispose();
        _max?.Dispose();
        _min?.Dispose();
    }
}
