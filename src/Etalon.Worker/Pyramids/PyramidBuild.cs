using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>Makes the pyramid of a cube in one pass over its samples: mean, smallest and largest of every block of every level.</summary>
internal sealed unsafe class PyramidBuild(ICubeReader reader, PyramidShape shape)
{
    private static readonly BlockStatistic[] Statistics = Enum.GetValues<BlockStatistic>();

    /// <summary>Writes it; nothing is there before all of it is.</summary>
    /// <remarks>Half of the cores, so that those who look meanwhile do not wait for it.</remarks>
    public void Run(IDatasetWriter store, Action<double> progress, CancellationToken cancellation)
    {
        var writers = new ICubeWriter[shape.Levels.Length, Statistics.Length];
        for (var level = 0; level < shape.Levels.Length; level++)
        {
            foreach (var statistic in Statistics)
            {
                writers[level, (int)statistic] = Add(store, level, statistic);
            }
        }

        var bricks = new ChunkGrid(reader.Cube.Shape, shape.Brick);
        var done = 0L;
        using var pool = new BufferPool(256L << 20);
        var options = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) };
        Parallel.For(0, bricks.Count, options, number =>
        {
            Write(bricks[number], writers, pool, cancellation);
            progress((double)Interlocked.Increment(ref done) / bricks.Count);
        });
        foreach (var writer in writers)
        {
            writer.FinishShard(0);
            writer.Dispose();
        }

        store.Complete(AttributeSet.Empty);
    }

    private ICubeWriter Add(IDatasetWriter store, int level, BlockStatistic statistic)
    {
        var cube = PyramidShape.CubeOf(reader.Cube, level + PyramidShape.FirstLevel, statistic);
        var chunk = shape.Brick.Select((length, axis) => Math.Min(length / shape.Levels[level][axis], cube.Axes[axis].Length)).ToImmutableArray();
        var whole = chunk.Select((length, axis) => ScreenSteps.Count(cube.Axes[axis].Length, length) * length);
        return store.Add(cube, new CubeLayout(chunk, [.. whole], ChunkCodec.None));
    }

    private void Write(Region brick, ICubeWriter[,] writers, BufferPool pool, CancellationToken cancellation)
    {
        var blocks = new BrickTally(reader, shape.Levels[0]).Of(brick, cancellation);
        for (var level = 0; level < shape.Levels.Length; level++)
        {
            var steps = shape.Levels[level];
            if (level > 0)
            {
                blocks = blocks.Coarser([.. steps.Select((step, axis) => step / shape.Levels[level - 1][axis])]);
            }

            var region = new Region([.. brick.Start.Select((start, axis) => start / steps[axis])], [.. blocks.Shape.Select(static length => (long)length)]);
            using var values = pool.Rent((long)blocks.Count * sizeof(float));
            foreach (var statistic in Statistics)
            {
                blocks.Values(statistic, new Span<float>(values.Pointer, blocks.Count));
                writers[level, (int)statistic].Write(region, values.Pointer, pool, cancellation);
            }
        }
    }
}
