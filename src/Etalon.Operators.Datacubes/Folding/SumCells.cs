using System.Buffers;
using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Sum, mean, standard deviation or variance from exact sums.</summary>
internal sealed unsafe class SumCells<T> : FoldCells, ISumCell
    where T : unmanaged
{
    private readonly FoldOperation _operation;
    private readonly double _ddof;
    private readonly ExactSums _sums;
    private readonly ExactSums? _squares;
    private readonly NativeBuffer _counts;
    private readonly BlockSums<T> _blocks;

    /// <summary>Nothing added yet.</summary>
    public SumCells(FoldOperation operation, double ddof, Int128? missing, int cells, BufferPool pool)
    {
        _operation = operation;
        _ddof = ddof;
        _sums = new ExactSums(cells, SumPlanes, pool);
        _squares = NeedsSquares(operation) ? new ExactSums(cells, SquarePlanes, pool) : null;
        _counts = Rent<long>(pool, cells);
        _blocks = new BlockSums<T>(_squares is not null, missing);
    }

    private static int SumPlanes => typeof(T) == typeof(double) ? 3 : 2;

    private static int SquarePlanes => typeof(T) == typeof(double) ? 4 : 3;

    private SumTargets Targets => new(_sums, _squares, (long*)_counts.Pointer);

    /// <inheritdoc />
    long ISumCell.Count => *(long*)_counts.Pointer;

    /// <inheritdoc />
    double ISumCell.Sum => Result(0, FoldOperation.Sum);

    /// <inheritdoc />
    double ISumCell.Mean => Result(0, FoldOperation.Mean);

    /// <inheritdoc />
    double ISumCell.Deviation => Result(0, FoldOperation.Std);

    /// <summary>What a cell has seen: how many samples, their exact sum and the exact sum of their squares (0 if not asked for).</summary>
    public (long Count, DoubleDouble Sum, DoubleDouble Squares) Totals(int cell) =>
        (((long*)_counts.Pointer)[cell], _sums.Round(cell), _squares?.Round(cell) ?? default);

    /// <inheritdoc />
    public override void AddRun(int cell, byte* run, long length, long place, long step) =>
        _blocks.AddRun(Targets, cell, (T*)run, length);

    /// <inheritdoc />
    public override void AddRuns(
        int cell, byte* source, long length, long runs, long stride, int sampleBytes, (long First, long Step, long RunStep) places) =>
        _blocks.AddRuns(Targets, cell, (T*)source, length, runs, stride);

    /// <inheritdoc />
    public override void AddStrip(int cell, byte* source, long columns, long rows, long stride, long place, long step) =>
        _blocks.AddStrip(Targets, cell, (T*)source, columns, rows, stride);

    /// <inheritdoc />
    public override void Merge(FoldCells other)
    {
        var more = (SumCells<T>)other;
        _sums.Merge(more._sums);
        _squares?.Merge(more._squares!);
        var counts = (long*)_counts.Pointer;
        var others = (long*)more._counts.Pointer;
        for (var i = 0; i < _sums.Count; i++)
        {
            counts[i] += others[i];
        }
    }

    /// <inheritdoc />
    public override void Finish(Block output)
    {
        switch (output.Cube.Type)
        {
            case SampleType.Float32:
                var singles = output.As<float>();
                FinishSingles(singles);

                break;
            case SampleType.Float64:
                var doubles = output.As<double>();
                for (var i = 0; i < doubles.Length; i++)
                {
                    doubles[i] = Result(i, _operation);
                }

                break;
            default:
                FinishIntegers(output);
                break;
        }
    }

    /// <inheritdoc />
    public override void Save(IBufferWriter<byte> writer)
    {
        _sums.Save(writer);
        _squares?.Save(writer);
        Save(writer, _counts);
    }

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Load(ReadOnlySpan<byte> saved)
    {
        saved = _sums.Load(saved);
        saved = _squares is null ? saved : _squares.Load(saved);
        return Load(saved, _counts);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        _sums.Dispose();
        _squares?.Dispose();
        _counts.Dispose();
    }

    private void FinishSingles(Span<float> results)
    {
        var i = 0;
        var isPlainMean = _operation == FoldOperation.Mean && _sums.IsPlain;
        var (shared, reciprocal) = (Vector512<double>.Zero, Vector512.Create(double.PositiveInfinity));
        fixed (float* to = results)
        {
            // Sixteen at a time, with the same bits as one by one.
            for (; i + Vector512<float>.Count <= results.Length; i += Vector512<float>.Count)
            {
                if (isPlainMean && TrySingleMeans(i, ref shared, ref reciprocal, out var means))
                {
                    means.Store(to + i);
                    continue;
                }

                if (TryLanes(i, out var first) && TryLanes(i + Vector512<double>.Count, out var second))
                {
                    Vector512.Narrow(first, second).Store(to + i);
                    continue;
                }

                for (var one = i; one < i + Vector512<float>.Count; one++)
                {
                    to[one] = (float)Result(one, _operation);
                }
            }
        }

        for (; i < results.Length; i++)
        {
            results[i] = (float)Result(i, _operation);
        }
    }

    /// <summary>Sixteen means without a division, where two bounds of each round to the same float.</summary>
    private bool TrySingleMeans(int cell, ref Vector512<double> shared, ref Vector512<double> reciprocal, out Vector512<float> means)
    {
        var first = Vector512.ConvertToDouble(Vector512.Load((long*)_counts.Pointer + cell));
        var second = Vector512.ConvertToDouble(Vector512.Load((long*)_counts.Pointer + cell + Vector512<double>.Count));
        if (!Vector512.EqualsAll(first, shared) || !Vector512.EqualsAll(second, shared))
        {
            // Neighbours have as many samples each, as a rule; where gaps differ each is divided by itself.
            if (!Vector512.EqualsAll(first, second))
            {
                means = default;
                return false;
            }

            (shared, reciprocal) = (first, Vector512<double>.One / first);
        }

        var low = _sums.MeanBounds(cell, reciprocal);
        var high = _sums.MeanBounds(cell + Vector512<double>.Count, reciprocal);
        means = Vector512.Narrow(low.Least, high.Least);
        return Vector512.EqualsAll(means, Vector512.Narrow(low.Most, high.Most));
    }

    private bool TryLanes(int cell, out Vector512<double> results)
    {
        var count = Vector512.ConvertToDouble(Vector512.Load((long*)_counts.Pointer + cell));
        switch (_operation)
        {
            case FoldOperation.Mean:
                return _sums.TryMeanLanes(cell, count, out results);
            case FoldOperation.Std or FoldOperation.Var:
                var isDone = _sums.TryVarianceLanes(cell, _squares!, count, _ddof, out results);
                results = _operation == FoldOperation.Std ? Vector512.Sqrt(results) : results;
                return isDone;
            default:
                results = default;
                return false;
        }
    }

    private static bool NeedsSquares(FoldOperation operation) => operation is FoldOperation.Std or FoldOperation.Var;

    private double Result(int cell, FoldOperation operation)
    {
        var count = ((long*)_counts.Pointer)[cell];
        if (count == 0)
        {
            return double.NaN;
        }

        return operation switch
        {
            FoldOperation.Sum => _sums.Round(cell).High,
            FoldOperation.Mean => Mean(cell, count),
            FoldOperation.Std => Math.Sqrt(Variance(cell, count)),
            _ => Variance(cell, count),
        };
    }

    private double Variance(int cell, long count) =>
        DoubleDouble.Variance(_sums.Round(cell), _squares!.Round(cell), count, _ddof);

    private double Mean(int cell, long count)
    {
        var sum = _sums.Round(cell);
        return double.IsFinite(sum.High) ? sum.Divide(count).High : sum.High;
    }

    private void FinishIntegers(Block output)
    {
        var (low, high) = output.Cube.Type.Limits();
        var samples = output.As<long>();
        for (var i = 0; i < samples.Length; i++)
        {
            var isMissing = ((long*)_counts.Pointer)[i] == 0;
            var sum = isMissing ? output.Cube.Missing ?? 0 : _sums.ToInteger(i);
            if (sum < low || sum > high || (!isMissing && sum == output.Cube.Missing))
            {
                throw new RefusalException(
                    "integer-overflow",
                    $"A sum over cube '{output.Cube.Name}' is {sum}, which {output.Cube.Type.Name()} cannot hold ({low} to {high}).",
                    "Cast the cube to float64 first, or take the mean.");
            }

            samples[i] = unchecked((long)sum);
        }
    }
}
