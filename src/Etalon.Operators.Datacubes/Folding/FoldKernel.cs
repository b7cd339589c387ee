using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Makes states for one thread; their memory goes round.</summary>
internal sealed class FoldKernel(FoldLayout layout, CubeInfo input, FoldOperation operation, double ddof) : IReduceKernel
{
    private readonly BufferPool _pool = new(long.MaxValue);

    /// <inheritdoc />
    public IReduceState Zero(Region output) => new FoldState(
        FoldCellsOf.Create(operation, ddof, input, checked((int)output.Samples), _pool),
        new FoldWalk(layout, input.Type.Bytes()), output);

    /// <inheritdoc />
    public void Dispose() => _pool.Dispose();
}
