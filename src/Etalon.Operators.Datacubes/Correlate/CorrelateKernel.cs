using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Makes states of exact sums of two cubes and their products.</summary>
internal sealed class CorrelateKernel(Inputs inputs, Description description) : IReduceKernel
{
    private readonly BufferPool _pool = new(long.MaxValue);
    private readonly CorrelateStrips _strips = new(inputs);
    private readonly FoldLayout _layout = FoldLayout.Of(inputs[0], description.Outputs[0], description.CoreAxes);

    /// <inheritdoc />
    public IReduceState Zero(Region output) => new CorrelateState(
        _strips, new FoldWalk(_layout, sizeof(double)), _pool, output);

    /// <inheritdoc />
    public void Dispose()
    {
        _strips.Dispose();
        _pool.Dispose();
    }
}
