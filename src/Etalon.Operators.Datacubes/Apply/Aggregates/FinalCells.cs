using System.Buffers;
using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Adds up partial sums, and makes statistics of them. All fields of all elements are held, whatever part of the result is asked for.</summary>
internal sealed unsafe class FinalCells<T> : FoldCells
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    private readonly MomentMask _mask;
    private readonly Region _output;
    private readonly SumCells<T> _sums;
    private readonly ExtremeCells<T, LargestOrder> _max;
    private readonly ExtremeCells<T, SmallestOrder> _min;

    /// <summary>Nothing seen yet.</summary>
    /// <param name="mask">What is wanted.</param>
    /// <param name="missing">The integer that is missing.</param>
    /// <param name="cells">Fields of all elements.</param>
    /// <param name="output">The part of the result that is asked for.</param>
    /// <param name="pool">Where the memory comes from.</param>
    public FinalCells(MomentMask mask, Int128? missing, int cells, Region output, BufferPool pool)
    {
        (_mask, _output) = (mask, output);
        _sums = new SumCells<T>(FoldOperation.Sum, 0, missing, cells, pool);
        _max = new ExtremeCells<T, LargestOrder>(missing, cells, pool);
        _min = new ExtremeCells<T, SmallestOrder>(missing, cells, pool);
    }

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step)
    {
        _sums.AddRun(cell, run, length, place, step);
        _max.AddRun(cell, run, length, place, step);
        _min.AddRun(cell, run, length, place, step);
    }

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step)
    {
        _sums.AddStrip(cell, source, columns, rows, stride, place, step);
        _max.AddStrip(cell, source, columns, rows, stride, place, step);
        _min.AddStrip(cell, source, columns, rows, stride, place, step);
    }

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = (FinalCells<T>)other;
        _sums.Merge(more._sums);
        _max.Merge(more._max);
        _min.Merge(more._min);
    }

    /// <inheritdoc />
    public override void Finish(Block output)
    {
        var results = output.As<double>();
        var lengths = output.Cube.Shape;
        for (var i = 0; i < results.Length; i++)
        {
            var (place, stride, rest) = (0L, 1L, (long)i);
            for (var axis = _output.Rank - 1; axis >= 0; axis--)
            {
                place += (_output.Start[axis] + (rest % _output.Length[axis])) * stride;
                rest /= _output.Length[axis];
                stride *= lengths[axis];
            }

            results[i] = Result((int)(place / _mask.Statistics), (int)(place % _mask.Statistics));
        }
    }

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer)
    {
        _sums.Save(writer);
        _max.Save(writer);
        _min.Save(writer);
    }

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved) => _min.Load(_max.Load(_sums.Load(saved)));

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _sums.Dispose();
        _max.Dispose();
        _min.Dispose();
    }

    private double Result(int element, int statistic)
    {
        var first = element * _mask.Fields;
        var moments = _mask.Moments(field => _sums.Totals(first + field).Sum, field => _max.Value(first + field), field => _min.Value(first + field));
        return _mask.Statistic(statistic, moments);
    }
}
