using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Copies every step-th sample of the input block.</summary>
internal sealed unsafe class SubsetKernel(ImmutableArray<SubsetPart> parts) : IMapKernel
{
    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (input, output) = (inputs[0], outputs[0]);
        var sampleBytes = output.Cube.Type.Bytes();
        Span<long> packed = stackalloc long[input.Region.Rank];
        Span<long> source = stackalloc long[output.Region.Rank];
        Span<long> target = stackalloc long[output.Region.Rank];
        BoxCopy.Strides(input.Region.Length.AsSpan(), sampleBytes, packed);
        BoxCopy.Strides(output.Region.Length.AsSpan(), sampleBytes, target);
        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].IsDropped)
            {
                source[at++] = packed[i] * parts[i].Selection.Step;
            }
        }

        BoxCopy.Run(input.Pointer, source, output.Pointer, target, output.Region.Length.AsSpan(), sampleBytes);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }
}
