using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Reads the input block with the strides of its axes in output order.</summary>
internal sealed unsafe class TransposeKernel : IMapKernel
{
    /// <summary>For each output axis, its position in the input.</summary>
    private readonly int[] _from;

    public TransposeKernel(CubeInfo input, CubeInfo output) => _from = [.. output.Axes.Select(axis => input.IndexOf(axis.Name))];

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var rank = _from.Length;
        var sampleBytes = outputs[0].Cube.Type.Bytes();
        Span<long> packed = stackalloc long[rank];
        Span<long> source = stackalloc long[rank];
        Span<long> target = stackalloc long[rank];
        BoxCopy.Strides(inputs[0].Region.Length.AsSpan(), sampleBytes, packed);
        BoxCopy.Strides(outputs[0].Region.Length.AsSpan(), sampleBytes, target);
        for (var i = 0; i < rank; i++)
        {
            source[i] = packed[_from[i]];
        }

        BoxCopy.Run(inputs[0].Pointer, source, outputs[0].Pointer, target, outputs[0].Region.Length.AsSpan(), sampleBytes);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }
}
