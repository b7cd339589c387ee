using System.Buffers;
using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>
/// Executes a reduction with few outputs: the blocks of one tile are shared by all threads and ranks, each with a state of its own,
/// and the states are merged. Merging gives the same bits in any order, so it does not matter who took which block.
/// </summary>
internal static class ReduceSection
{
    /// <summary>Computes all tiles, one after the other.</summary>
    public static void Run(SectionContext context, CancellationToken cancellation)
    {
        var pullers = Enumerable.Range(0, Threads(context)).Select(_ => context.NewPuller()).ToArray();
        try
        {
            for (var tile = 0L; tile < context.Tiles.Count; tile++)
            {
                var region = context.Tiles[tile];
                if (context.IsDone(region))
                {
                    context.Meter.Resumed(1);
                    continue;
                }

                Tile(context, pullers, region, cancellation);
            }
        }
        finally
        {
            foreach (var puller in pullers)
            {
                puller.Dispose();
            }
        }
    }

    /// <summary>No more threads than the first tile has blocks for this rank.</summary>
    private static int Threads(SectionContext context)
    {
        var demand = RegionDemand.For(context.Terminal.Description, context.Terminal.Inputs, context.Tiles[0]);
        var blocks = demand.Length > 0 && demand[0] is { } whole ? ReduceBlocks.Count(whole, context.Section.ReduceBlock) : 1;
        return (int)Math.Clamp((blocks + context.Ranks.Size - 1) / context.Ranks.Size, 1, context.Workers);
    }

    private static void Tile(SectionContext context, TilePuller[] pullers, Region region, CancellationToken cancellation)
    {
        var before = pullers.Sum(puller => puller.BytesTaken);
        using var total = Fold(context, pullers, region, cancellation);
        if (Gathered(context, pullers[0], region, total))
        {
            var outputs = pullers[0].RentOutputs(context.Terminal, region);
            try
            {
                total.Finish(TilePuller.Blocks(outputs));
                context.Write(outputs, cancellation);
            }
            finally
            {
                TilePuller.Release(outputs);
            }
        }

        context.Meter.Done(1, pullers.Sum(puller => puller.BytesTaken) - before);
    }

    private static IReduceState Fold(SectionContext context, TilePuller[] pullers, Region region, CancellationToken cancellation)
    {
        var demand = RegionDemand.For(context.Terminal.Description, context.Terminal.Inputs, region);
        var parts = new BlockQueue(ReduceBlocks.Cut(context.Terminal, demand, context.Section.ReduceBlock), context.Ranks);
        var states = new IReduceState?[pullers.Length];
        try
        {
            WorkerTeam.Run(
                pullers.Length,
                (worker, stop) =>
                {
                    var state = pullers[worker].Reduction(context.Terminal).Zero(region);
                    states[worker] = state;
                    while (parts.TryTake(out var part))
                    {
                        stop.ThrowIfCancellationRequested();
                        pullers[worker].AddTo(state, context.Terminal, part, stop);
                        pullers[worker].EndTile();
                    }
                },
                cancellation);

            for (var i = 1; i < states.Length; i++)
            {
                states[0]!.Merge(states[i]!);
            }

            var total = states[0]!;
            states[0] = null;
            return total;
        }
        finally
        {
            foreach (var state in states)
            {
                state?.Dispose();
            }
        }
    }

    /// <summary>Merges the states of all ranks into rank 0's. False on the other ranks.</summary>
    private static bool Gathered(SectionContext context, TilePuller puller, Region region, IReduceState state)
    {
        var ranks = context.Ranks;
        if (ranks.Size == 1)
        {
            return true;
        }

        var saved = new ArrayBufferWriter<byte>();
        if (ranks.Rank > 0)
        {
            state.Save(saved);
        }

        var all = ranks.Gather(saved.WrittenMemory);
        if (ranks.Rank > 0)
        {
            return false;
        }

        foreach (var bytes in all.Skip(1))
        {
            using var other = puller.Reduction(context.Terminal).Zero(region);
            other.Load(bytes);
            state.Merge(other);
        }

        return true;
    }

    /// <summary>Hands out this rank's blocks to its threads.</summary>
    private sealed class BlockQueue(IEnumerable<ImmutableArray<Region?>> parts, IRanks ranks)
    {
        private readonly Lock _gate = new();
        private readonly IEnumerator<ImmutableArray<Region?>> _parts = parts.GetEnumerator();
        private long _number;

        public bool TryTake(out ImmutableArray<Region?> part)
        {
            lock (_gate)
            {
                while (_parts.MoveNext())
                {
                    if (_number++ % ranks.Size == ranks.Rank)
                    {
                        part = _parts.Current;
                        return true;
                    }
                }

                part = [];
                return false;
            }
        }
    }
}
