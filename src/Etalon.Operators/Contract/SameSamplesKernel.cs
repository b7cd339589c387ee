using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>The kernel of an operator that keeps samples (<see cref="Description.KeepsSamples"/>), for whoever runs kernels alone: it copies.</summary>
public sealed unsafe class SameSamplesKernel : IMapKernel
{
    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var bytes = outputs[0].Samples * outputs[0].Cube.Type.Bytes();
        Buffer.MemoryCopy(inputs[0].Pointer, outputs[0].Pointer, bytes, bytes);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }
}
