using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Makes states of four folds over all axes that see each block while it is in the cache.</summary>
internal sealed class StatisticsKernel(CubeInfo input, ImmutableArray<string> axes, double ddof) : IReduceKernel
{
    private readonly BufferPool _pool = new(long.MaxValue);
    private readonly FoldLayout _layout = FoldLayout.Of(input, FoldedCube.Shape(input, axes, keepAxes: false), axes);

    /// <inheritdoc />
    public IReduceState Zero(Region output) => new StatisticsState(
        [.. StatisticsState.Operations.Select(operation => FoldCellsOf.Create(operation, ddof, input, 1, _pool))],
        new FoldWalk(_layout, input.Type.Bytes()), output);

    /// <inheritdoc />
    public void Dispose() => _pool.Dispose();
}
