using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Fills a block row by row; the number of a sample in the whole cube is its place in the stream of random words.</summary>
internal sealed class RandomKernel<T>(ulong seed, IRandomDraw<T> draw) : IMapKernel
    where T : unmanaged
{
    private readonly Philox _philox = new(seed);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var block = outputs[0];
        var samples = block.As<T>();
        var row = RowLength(block);
        for (var start = 0L; start < samples.Length; start += row)
        {
            Row(FirstOf(block, start), samples.Slice((int)start, (int)row));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }

    private void Row(ulong first, Span<T> samples)
    {
        var most = Philox.StripWords / draw.WordsPerSample;
        for (var start = 0; start < samples.Length; start += most)
        {
            var part = samples.Slice(start, Math.Min(most, samples.Length - start));
            var words = _philox.Words((first + (ulong)start) * (ulong)draw.WordsPerSample, part.Length * draw.WordsPerSample);
            draw.Draw(words, part);
        }
    }

    /// <summary>Samples that are neighbours in the block and in the cube.</summary>
    private static long RowLength(Block block)
    {
        var row = 1L;
        for (var i = block.Cube.Rank - 1; i >= 0; i--)
        {
            row *= block.Region.Length[i];
            if (block.Region.Length[i] != block.Cube.Axes[i].Length)
            {
                break;
            }
        }

        return row;
    }

    private static ulong FirstOf(Block block, long sample)
    {
        var (number, stride) = (0L, 1L);
        for (var i = block.Cube.Rank - 1; i >= 0; i--)
        {
            number += (block.Region.Start[i] + (sample % block.Region.Length[i])) * stride;
            sample /= block.Region.Length[i];
            stride *= block.Cube.Axes[i].Length;
        }

        return (ulong)number;
    }
}
