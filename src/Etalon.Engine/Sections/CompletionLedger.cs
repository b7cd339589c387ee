using Etalon.Cubes;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Counts the chunks written of each shard and finishes a shard when its last chunk is in. Thread-safe.</summary>
/// <remarks>Flushing to disk waits for the device, so it happens beside the computation.</remarks>
internal sealed class CompletionLedger(ICubeWriter writer, Action<long> finished)
{
    private readonly long[] _left = [.. Enumerable.Range(0, checked((int)writer.Shards.Count)).Select(shard => ChunksIn(writer, writer.Shards[shard]))];
    private readonly List<Task> _flushing = [];

    /// <summary>Whether a shard is complete already (adopted from an earlier execution).</summary>
    public bool IsFinished(long shard) => Volatile.Read(ref _left[shard]) == 0;

    /// <summary>Takes a shard as complete.</summary>
    public void Adopt(long shard) => Volatile.Write(ref _left[shard], 0);

    /// <summary>Notes that a region of whole chunks was written.</summary>
    public void Wrote(Region region)
    {
        foreach (var shard in writer.Shards.Touching(region))
        {
            var chunks = ChunksIn(writer, region.Intersect(writer.Shards[shard]));
            if (Interlocked.Add(ref _left[shard], -chunks) == 0)
            {
                Finish(shard);
            }
        }
    }

    /// <summary>Waits until every finished shard is on disk.</summary>
    public void Drain()
    {
        Task[] all;
        lock (_flushing)
        {
            all = [.. _flushing];
            _flushing.Clear();
        }

        Task.WhenAll(all).GetAwaiter().GetResult();
    }

    private static long ChunksIn(ICubeWriter writer, Region region)
    {
        var count = 1L;
        for (var i = 0; i < region.Rank; i++)
        {
            var chunk = writer.Chunks.Chunk[i];
            count *= ((region.End(i) + chunk - 1) / chunk) - (region.Start[i] / chunk);
        }

        return count;
    }

    private void Finish(long shard)
    {
        var task = Task.Run(() =>
        {
            writer.FinishShard(shard);
            finished(shard);
        });
        lock (_flushing)
        {
            _flushing.Add(task);
        }
    }
}
