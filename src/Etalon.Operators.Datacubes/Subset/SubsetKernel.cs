using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Copies every step-th sample of the input block, piece by piece.</summary>
internal sealed unsafe class SubsetKernel(ImmutableArray<SubsetPart> parts) : IMapKernel
{
    private readonly SubsetPart[] _kept = [.. parts.Where(part => !part.IsDropped)];

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var (input, output) = (inputs[0], outputs[0]);
        var sampleBytes = output.Cube.Type.Bytes();
        Span<long> packed = stackalloc long[input.Region.Rank];
        Span<long> target = stackalloc long[output.Region.Rank];
        BoxCopy.Strides(input.Region.Length.AsSpan(), sampleBytes, packed);
        BoxCopy.Strides(output.Region.Length.AsSpan(), sampleBytes, target);
        var pieces = new (long Target, long Source, long Length, long Step)[_kept.Length][];
        for (var i = 0; i < _kept.Length; i++)
        {
            pieces[i] = [.. _kept[i].Within(output.Region.Start[i], output.Region.Length[i])];
        }

        var choice = new int[_kept.Length];
        do
        {
            cancellation.ThrowIfCancellationRequested();
            Copy(input, packed, output, target, pieces, choice, sampleBytes);
        }
        while (Next(choice, pieces));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private void Copy(
        Block input, ReadOnlySpan<long> packed, Block output, ReadOnlySpan<long> target, (long Target, long Source, long Length, long Step)[][] pieces,
        int[] choice, int sampleBytes)
    {
        Span<long> source = stackalloc long[_kept.Length];
        Span<long> length = stackalloc long[_kept.Length];
        var from = input.Pointer;
        var to = output.Pointer;
        for (var i = 0; i < _kept.Length; i++)
        {
            var (piece, axis) = (pieces[i][choice[i]], _kept[i].Axis);
            from += (piece.Source - input.Region.Start[axis]) * packed[axis];
            to += (piece.Target - output.Region.Start[i]) * target[i];
            source[i] = packed[axis] * piece.Step;
            length[i] = piece.Length;
        }

        BoxCopy.Run(from, source, to, target, length, sampleBytes);
    }

    /// <summary>The next choice of one piece for every axis.</summary>
    private static bool Next(int[] choice, (long Target, long Source, long Length, long Step)[][] pieces)
    {
        for (var i = choice.Length - 1; i >= 0; i--)
        {
            if (++choice[i] < pieces[i].Length)
            {
                return true;
            }

            choice[i] = 0;
        }

        return false;
    }
}
