using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Chunks and shards for cubes whose later use is unknown.</summary>
internal static class NeutralCut
{
    /// <summary>Shards stay below this, so that a lost or flipped one is cheap to make again.</summary>
    private const long LargestShard = 256L << 20;

    /// <summary>
    /// Chunks of about the request size. Two alternating axes (the slowest and the next long one) are cut in the same fraction
    /// sqrt(q/D): a band of either pattern then is sqrt(q*D) bytes and both patterns read every byte once.
    /// </summary>
    public static ImmutableArray<long> Chunk(CubeInfo cube, long requestBytes)
    {
        var chunk = cube.Shape.ToArray();
        var bytes = (double)cube.Bytes;
        for (var round = 0; round < 8 && bytes > requestBytes * 1.25; round++)
        {
            var cut = Enumerable.Range(0, chunk.Length).Where(axis => chunk[axis] > 1).Take(2).ToArray();
            var factor = Math.Pow(requestBytes / bytes, 1.0 / cut.Length);
            foreach (var axis in cut)
            {
                chunk[axis] = Math.Clamp((long)Math.Ceiling(chunk[axis] * factor), 1, cube.Axes[axis].Length);
            }

            bytes = chunk.Aggregate((double)cube.Type.Bytes(), static (product, length) => product * length);
        }

        return [.. chunk];
    }

    /// <summary>Whole chunks, fastest axes first, up to the largest shard.</summary>
    public static ImmutableArray<long> Shard(CubeInfo cube, ImmutableArray<long> chunk)
    {
        var shard = chunk.ToArray();
        var room = LargestShard / Math.Max(1, shard.Aggregate((long)cube.Type.Bytes(), static (product, length) => product * length));
        for (var axis = shard.Length - 1; axis >= 0 && room > 1; axis--)
        {
            var count = Math.Min(room, (cube.Axes[axis].Length + chunk[axis] - 1) / chunk[axis]);
            shard[axis] *= count;
            room /= count;
        }

        return [.. shard];
    }
}
