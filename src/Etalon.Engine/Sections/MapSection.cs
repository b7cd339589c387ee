namespace Etalon.Engine;

/// <summary>Executes a section tile by tile: every worker takes tiles, pulls them and writes them.</summary>
/// <remarks>
/// Reading, computing and writing of one tile happen on one thread while its bytes are in that core's cache; overlap comes from the
/// other workers, from read-ahead and from write-behind (docs/decisions/0003).
/// </remarks>
internal static class MapSection
{
    /// <summary>Computes the given tiles.</summary>
    public static void Run(SectionContext context, IReadOnlyList<long> tiles, CancellationToken cancellation)
    {
        var todo = tiles.Where(tile => !context.IsDone(context.Tiles[tile])).ToArray();
        context.Meter.Resumed(tiles.Count - todo.Length);
        var workers = Math.Min(context.Workers, todo.Length);
        var shares = new TileShares(todo.Length, Math.Max(1, workers));
        WorkerTeam.Run(
            workers,
            (worker, stop) =>
            {
                using var puller = context.NewPuller();
                for (var i = shares.Take(worker); i >= 0; i = shares.Take(worker))
                {
                    stop.ThrowIfCancellationRequested();
                    Tile(context, puller, todo[i], stop);
                }
            },
            cancellation);
    }

    private static void Tile(SectionContext context, TilePuller puller, long tile, CancellationToken stop)
    {
        var before = puller.BytesTaken;
        var outputs = puller.Evaluate(context.Terminal, context.Tiles[tile], stop);
        try
        {
            context.Write(outputs, stop);
        }
        finally
        {
            TilePuller.Release(outputs);
            puller.EndTile();
        }

        context.Meter.Done(1, puller.BytesTaken - before);
    }
}
