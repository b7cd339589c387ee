using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;

namespace Etalon.Engine;

/// <summary>
/// Executes a stream step: bands of the other axes are independent; within a band the tiles follow the stream axis in order, and
/// one kernel carries its state along.
/// </summary>
internal static class StreamSection
{
    /// <summary>Computes all bands that belong to this rank.</summary>
    public static void Run(SectionContext context, IReadOnlyList<long> tiles, CancellationToken cancellation)
    {
        var axis = context.Writers[0].Cube.IndexOf(context.Terminal.Description.StreamAxis);
        var bands = tiles
            .Select(tile => context.Tiles[tile])
            .GroupBy(region => region.With(axis, 0, 1))
            .Select(band => band.OrderBy(region => region.Start[axis]).ToArray())
            .Where(band => !Array.TrueForAll(band, context.IsDone))
            .ToArray();
        context.Meter.Resumed(tiles.Count - bands.Sum(band => band.Length));
        var next = -1;
        WorkerTeam.Run(
            Math.Min(context.Workers, bands.Length),
            (_, stop) =>
            {
                using var puller = context.NewPuller();
                for (var i = Interlocked.Increment(ref next); i < bands.Length; i = Interlocked.Increment(ref next))
                {
                    Band(context, puller, bands[i], stop);
                }
            },
            cancellation);
    }

    private static void Band(SectionContext context, TilePuller puller, Region[] band, CancellationToken stop)
    {
        var node = context.Terminal;
        using var kernel = node.Operator.BindStream(node.Inputs, node.Description);
        foreach (var region in band)
        {
            stop.ThrowIfCancellationRequested();
            var before = puller.BytesTaken;
            var inputs = PullInputs(puller, node, region, stop);
            var outputs = puller.RentOutputs(node, region);
            try
            {
                kernel.Run(TilePuller.Blocks(inputs), TilePuller.Blocks(outputs), stop);
                if (!context.IsDone(region))
                {
                    context.Write(outputs, stop);
                }
            }
            finally
            {
                TilePuller.Release(inputs);
                TilePuller.Release(outputs);
                puller.EndTile();
            }

            context.Meter.Done(1, puller.BytesTaken - before);
        }
    }

    private static Lease?[] PullInputs(TilePuller puller, ResolvedNode node, Region region, CancellationToken stop)
    {
        ImmutableArray<Region?> demand = RegionDemand.For(node.Description, node.Inputs, region);
        var inputs = new Lease?[demand.Length];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = demand[i] is { } needed ? puller.Pull(node.Links[i], needed, stop) : null;
        }

        return inputs;
    }
}
