using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Makes histograms for one thread.</summary>
internal sealed class HistogramKernel(FoldLayout layout, CubeInfo input, BinEdges edges) : IReduceKernel
{
    private readonly BufferPool _pool = new(long.MaxValue);

    /// <inheritdoc />
    public IReduceState Zero(Region output) =>
        new FoldState(HistogramCells.Of(input, edges, output, _pool), new FoldWalk(layout, input.Type.Bytes()), output);

    /// <inheritdoc />
    public void Dispose() => _pool.Dispose();
}
