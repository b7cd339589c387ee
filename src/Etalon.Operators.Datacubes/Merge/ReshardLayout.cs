using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The chunks and shards that merge and split wish for.</summary>
internal static class ReshardLayout
{
    /// <summary>Chunk lengths for a pattern of access, or as written.</summary>
    public static (ImmutableArray<long> Chunk, ImmutableArray<long> Shard) Of(
        CubeInfo cube, AccessPattern pattern, string chunk, string shard, int shards)
    {
        if (cube.Rank == 0)
        {
            return ([], []);
        }

        var neutral = NeutralLayout.For(cube.Shape, cube.Type.Bytes());
        var pieces = pattern switch
        {
            AccessPattern.Maps => Along(cube, first: cube.Rank - 1, step: -1),
            AccessPattern.Series => Along(cube, first: 0, step: 1),
            _ => neutral.Chunk,
        };
        if (chunk.Length > 0)
        {
            pieces = AxisNumbers.For("chunk", chunk, cube);
        }

        if (shard.Length > 0)
        {
            return (pieces, Multiple(cube, pieces, AxisNumbers.For("shard", shard, cube)));
        }

        return (pieces, shards > 0 ? Cut(cube, pieces, shards) : NeutralLayout.Around(cube.Shape, pieces, cube.Type.Bytes()).Shard);
    }

    /// <summary>About 1 MiB: as much as fits of the axes in the given direction, the last of them in part.</summary>
    private static ImmutableArray<long> Along(CubeInfo cube, int first, int step)
    {
        var chunk = Enumerable.Repeat(1L, cube.Rank).ToArray();
        var room = Math.Max(1, LayoutOptions.Default.ChunkBytes / cube.Type.Bytes());
        for (var axis = first; axis >= 0 && axis < cube.Rank && room > 1; axis += step)
        {
            chunk[axis] = Math.Min(cube.Axes[axis].Length, room);
            room /= chunk[axis];
        }

        return [.. chunk];
    }

    /// <summary>Shards cut along the slowest axes into the number asked for, and never more, as nearly as whole chunks allow.</summary>
    private static ImmutableArray<long> Cut(CubeInfo cube, ImmutableArray<long> chunk, int shards)
    {
        var shard = cube.Shape.ToArray();
        var wanted = (long)shards;
        for (var axis = 0; axis < cube.Rank && wanted > 1; axis++)
        {
            var chunks = (cube.Axes[axis].Length + chunk[axis] - 1) / chunk[axis];
            var cuts = Math.Min(chunks, wanted);
            var pieces = (chunks + cuts - 1) / cuts;
            shard[axis] = pieces * chunk[axis];
            wanted /= (chunks + pieces - 1) / pieces;
        }

        return Multiple(cube, chunk, [.. shard]);
    }

    /// <summary>A shard holds whole chunks.</summary>
    private static ImmutableArray<long> Multiple(CubeInfo cube, ImmutableArray<long> chunk, ImmutableArray<long> shard) =>
        [.. Enumerable.Range(0, cube.Rank).Select(axis => (shard[axis] + chunk[axis] - 1) / chunk[axis] * chunk[axis])];
}
