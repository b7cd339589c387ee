using System.Buffers;
using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Minimum, maximum and exact sums under way.</summary>
internal sealed class StatisticsState(ImmutableArray<FoldCells> cells, FoldWalk walk, Region output) : IReduceState
{
    private readonly ImmutableArray<FoldCells> _cells = cells;
    private long _samples;

    /// <summary>What the cells are for, in order.</summary>
    public static ImmutableArray<FoldOperation> Operations { get; } = [FoldOperation.Min, FoldOperation.Max, FoldOperation.Std];

    /// <inheritdoc />
    public void Add(ReadOnlySpan<Block> inputs, CancellationToken cancellation)
    {
        foreach (var fold in _cells)
        {
            cancellation.ThrowIfCancellationRequested();
            walk.Add(fold, inputs[0], output);
        }

        _samples += inputs[0].Samples;
    }

    /// <inheritdoc />
    public void Merge(IReduceState other)
    {
        var more = (StatisticsState)other;
        for (var i = 0; i < _cells.Length; i++)
        {
            _cells[i].Merge(more._cells[i]);
        }

        _samples += more._samples;
    }

    /// <inheritdoc />
    public void Finish(ReadOnlySpan<Block> outputs)
    {
        var sums = (ISumCell)_cells[2];
        outputs[0].As<long>()[0] = sums.Count;
        outputs[1].As<long>()[0] = _samples - sums.Count;
        _cells[0].Finish(outputs[2]);
        _cells[1].Finish(outputs[3]);
        outputs[4].As<double>()[0] = sums.Mean;
        outputs[5].As<double>()[0] = sums.Deviation;
        outputs[6].As<double>()[0] = sums.Sum;
    }

    /// <inheritdoc />
    public void Save(IBufferWriter<byte> writer)
    {
        writer.Write(BitConverter.GetBytes(_samples));
        foreach (var fold in _cells)
        {
            fold.Save(writer);
        }
    }

    /// <inheritdoc />
    public void Load(ReadOnlySpan<byte> saved)
    {
        _samples = BitConverter.ToInt64(saved);
        saved = saved[sizeof(long)..];
        foreach (var fold in _cells)
        {
            saved = fold.Load(saved);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var fold in _cells)
        {
            fold.Dispose();
        }
    }
}
