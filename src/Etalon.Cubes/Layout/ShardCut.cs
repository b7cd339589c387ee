using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Chooses the shard of a <see cref="NeutralLayout"/>: whole chunks, cut along one axis before the next.</summary>
internal static class ShardCut
{
    public static long[] Of(ImmutableArray<long> shape, ImmutableArray<long> chunk, int sampleBytes, LayoutOptions aim)
    {
        var counts = new ChunkGrid(shape, chunk).Counts.ToArray();
        var perShard = (long[])counts.Clone();
        var chunkBytes = chunk.Aggregate((double)sampleBytes, (product, length) => product * length);
        var padded = chunkBytes * counts.Aggregate(1.0, (product, count) => product * count);
        var wanted = Math.Ceiling(padded / aim.ShardBytes);
        if (shape.Aggregate((double)sampleBytes, (product, length) => product * length) > aim.OneShardBytes)
        {
            wanted = Math.Max(wanted, aim.LeastShards);
        }

        foreach (var axis in Enumerable.Range(0, counts.Length).OrderBy(axis => axis != aim.ShardAxis))
        {
            if (wanted <= 1)
            {
                break;
            }

            // Rounding down keeps the count up; levelling afterwards keeps the last shard from being a sliver.
            var most = Math.Max(1, (long)(counts[axis] / wanted));
            var along = (counts[axis] + most - 1) / most;
            perShard[axis] = (counts[axis] + along - 1) / along;
            wanted = Math.Ceiling(wanted / along);
        }

        return [.. perShard.Select((count, axis) => count * chunk[axis])];
    }
}
