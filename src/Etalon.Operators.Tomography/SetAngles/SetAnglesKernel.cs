using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Only what is said of the samples changes.</summary>
internal sealed unsafe class SetAnglesKernel : IMapKernel
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
