using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>How the input of a reduction is cut.</summary>
internal static class ReduceCut
{
    /// <summary>Blocks stay in a core's cache while they are read, computed and folded.</summary>
    private const long LargestBlock = 2L << 20;

    private const long SmallestBlock = 512L << 10;

    /// <summary>A plain chunk of this size is taken by itself: it is lent as it lies, several would be copied together.</summary>
    private const long SmallestLent = 128L << 10;

    /// <summary>
    /// Source chunks, joined while they are small. Large chunks are cut (slowest axis first) only where a part of one costs only
    /// its own bytes: an encoded chunk is decoded whole.
    /// </summary>
    /// <param name="node">The reduction.</param>
    /// <param name="source">The chunk of the stored cube behind input 0 in input 0's space, and whether parts of it can be read.</param>
    public static ImmutableArray<long> Block(ResolvedNode node, (ImmutableArray<long> Chunk, bool ReadsParts) source)
    {
        var cube = node.Inputs[0];
        var block = source.Chunk.Zip(cube.Shape, static (chunk, length) => Math.Min(chunk, length)).ToArray();
        var bytes = block.Aggregate((double)cube.Type.Bytes(), static (product, length) => product * length);
        for (var axis = 0; axis < block.Length && bytes > LargestBlock && source.ReadsParts; axis++)
        {
            var pieces = Math.Min(block[axis], (long)Math.Ceiling(bytes / LargestBlock));
            var shorter = (block[axis] + pieces - 1) / pieces;
            bytes = bytes / block[axis] * shorter;
            block[axis] = shorter;
        }

        var enough = source.ReadsParts ? SmallestLent : SmallestBlock;
        for (var axis = block.Length - 1; axis >= 0 && bytes < enough; axis--)
        {
            var room = (long)Math.Ceiling(LargestBlock / 2 / bytes);
            var longer = Math.Min(cube.Axes[axis].Length, block[axis] * room);
            bytes = bytes / block[axis] * longer;
            block[axis] = longer;
        }

        return [.. block];
    }
}
