using System.Buffers;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A fold under way: cells for an output region, and the walk that feeds them.</summary>
internal sealed class FoldState(FoldCells cells, FoldWalk walk, Region output) : IReduceState
{
    private readonly FoldCells _cells = cells;

    /// <inheritdoc />
    public void Add(ReadOnlySpan<Block> inputs, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        walk.Add(_cells, inputs[0], output);
    }

    /// <inheritdoc />
    public void Merge(IReduceState other) => _cells.Merge(((FoldState)other)._cells);

    /// <inheritdoc />
    public void Finish(ReadOnlySpan<Block> outputs) => _cells.Finish(outputs[0]);

    /// <inheritdoc />
    public void Save(IBufferWriter<byte> writer) => _cells.Save(writer);

    /// <inheritdoc />
    public void Load(ReadOnlySpan<byte> saved) => _cells.Load(saved);

    /// <inheritdoc />
    public void Dispose() => _cells.Dispose();
}
