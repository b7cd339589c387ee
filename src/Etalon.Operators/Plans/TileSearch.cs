using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// Finds the tile of one section. The tiles it looks at do not depend on the budget (a path from one chunk to the whole cube, each
/// step the cheapest), so with the same chunks a larger budget never gives a slower plan, and never one that uses less memory.
/// </summary>
internal sealed class TileSearch(PlanGraph graph, CubeLayouts layouts, IReadOnlySet<string> stored, PlanLimits limits)
{
    /// <summary>Tiles probed to find the way, and to choose on it; the choice's figures are the prediction.</summary>
    private const int SearchProbes = 7;

    private const int ChoiceProbes = 64;

    /// <summary>A tile that seems slower than the best by more than this is not looked at closely.</summary>
    private const double Hopeless = 1.05;

    /// <summary>Blocks of one worker beyond this no longer stay in its core's cache.</summary>
    private const double CacheBytes = 4 << 20;

    /// <summary>What a worker holds beyond this takes room from the page cache and the neighbours.</summary>
    private const double ComfortableBytes = 64 << 20;

    /// <summary>By so much a plan gets dearer that holds twice that or more.</summary>
    private const double MemoryPrice = 0.3;

    // Seconds on one core: fixed cost of a tile, of a request and of a written chunk, memory traffic out of cache, fresh memory.
    private const double TileSeconds = 2e-5;
    private const double RequestSeconds = 1e-6;

    /// <summary>A chunk costs this when it is written and read again: small ones must save something to be worth it.</summary>
    private const double ChunkSeconds = 5e-5;

    /// <summary>Where a reduction has few tiles, all workers share each, and begin and end together.</summary>
    private const double SharedTileSeconds = 1e-3;

    /// <summary>That is never more than this part of the work: a small one is not worth cutting.</summary>
    private const double LargestShared = 0.05;

    /// <summary>With fewer tiles to a worker than this a reduction's tiles are shared.</summary>
    private const int FewTiles = 4;

    private const double MemoryBytesPerSecond = 1e10;
    private const double FreshBytesPerSecond = 4e9;

    /// <summary>Opening, flushing and publishing of whatever a section writes.</summary>
    private const double SectionSeconds = 1e-3;

    private readonly TileProbe _probe = new(graph, layouts, stored);

    public SectionChoice Find(ResolvedNode terminal)
    {
        var shape = terminal.Description.Outputs[0].Shape;
        var chunk = layouts.Chunk(terminal, 0);
        ImmutableArray<long> block = terminal.Kind == OperatorKind.Reduce
            ? ReduceCut.Block(terminal, layouts.ChunkOfInput(terminal, stored))
            : [];
        var path = Path(terminal, shape, chunk, block);
        SectionChoice? best = null;
        foreach (var (tile, roughly) in path.Select(step => (step.Tile, Best(terminal, step.Cost, step.Tile, block)?.Predicted.Seconds))
            .Where(step => step.Seconds is not null).OrderBy(step => step.Seconds))
        {
            if (roughly > Hopeless * best?.Predicted.Seconds)
            {
                break;
            }

            var choice = Best(terminal, Estimate(terminal, shape, tile, block, ChoiceProbes), tile, block);
            best = best is null || choice?.Predicted.Seconds < best.Predicted.Seconds ? choice : best;
        }

        return best ?? Choice(terminal, Estimate(terminal, shape, path[0].Tile, block, ChoiceProbes), path[0].Tile, block, 1) with { Fits = false };
    }

    /// <summary>The number of workers with which a tile is fastest; null where not even one has the room.</summary>
    private SectionChoice? Best(ResolvedNode terminal, in SectionCost cost, ImmutableArray<long> tile, ImmutableArray<long> block)
    {
        SectionChoice? best = null;
        for (var workers = 1; workers <= limits.Workers && cost.Peak * workers <= limits.BudgetBytes; workers++)
        {
            var choice = Choice(terminal, cost, tile, block, workers);
            best = best is null || choice.Predicted.Seconds < best.Predicted.Seconds ? choice : best;
        }

        return best;
    }

    /// <summary>The least memory with which one chunk of a node's output can be made.</summary>
    public double SmallestNeed(ResolvedNode terminal)
    {
        var shape = terminal.Description.Outputs[0].Shape;
        ImmutableArray<long> block = terminal.Kind == OperatorKind.Reduce
            ? ReduceCut.Block(terminal, layouts.ChunkOfInput(terminal, stored))
            : [];
        return Estimate(terminal, shape, layouts.Chunk(terminal, 0), block, SearchProbes).Peak;
    }

    /// <summary>Seconds if every byte were read once and nothing were done twice: no plan of the section is faster.</summary>
    public double LeastSeconds(ResolvedNode terminal)
    {
        var cube = terminal.Description.Outputs[0];
        var cost = Estimate(terminal, cube.Shape, cube.Shape, [], 1);
        cost = cost with { Tiles = limits.Workers, Bands = limits.Workers, Peak = 0 };
        return Seconds(terminal, cost, limits.Workers);
    }

    private SectionChoice Choice(
        ResolvedNode terminal, in SectionCost cost, ImmutableArray<long> tile, ImmutableArray<long> block, int workers)
    {
        var written = terminal.Description.Outputs.Sum(cube => (double)cube.Bytes);
        var predicted = new Prediction(
            (long)cost.Work.ReadBytes, (long)written, (long)(cost.Peak * workers), Seconds(terminal, cost, workers));
        return new SectionChoice(tile, block, workers, predicted, true);
    }

    private List<(ImmutableArray<long> Tile, SectionCost Cost)> Path(
        ResolvedNode terminal, ImmutableArray<long> shape, ImmutableArray<long> chunk, ImmutableArray<long> block)
    {
        var ladders = TileLadder.Of(shape, chunk, SourceChunks(terminal, chunk));
        var at = new int[shape.Length];
        var first = Lengths(ladders, at);
        var path = new List<(ImmutableArray<long> Tile, SectionCost Cost)> { (first, Estimate(terminal, shape, first, block, SearchProbes)) };
        while (true)
        {
            var bestAxis = -1;
            var bestSeconds = double.PositiveInfinity;
            var bestCost = default(SectionCost);
            for (var axis = 0; axis < at.Length; axis++)
            {
                if (at[axis] + 1 == ladders[axis].Length)
                {
                    continue;
                }

                at[axis]++;
                var cost = Estimate(terminal, shape, Lengths(ladders, at), block, SearchProbes);
                at[axis]--;
                // Only work counts on the way: that few tiles keep few workers busy is weighed when the tile is chosen.
                var seconds = Seconds(terminal, cost with { Tiles = Math.Max(cost.Tiles, 1e3), Bands = 1e3 }, 1);
                if (seconds < bestSeconds)
                {
                    (bestAxis, bestSeconds, bestCost) = (axis, seconds, cost);
                }
            }

            if (bestAxis < 0)
            {
                return path;
            }

            at[bestAxis]++;
            path.Add((Lengths(ladders, at), bestCost));
        }
    }

    /// <summary>The chunk lengths of the main stored input, by label; 1 where the axes are others.</summary>
    public ImmutableArray<long> SourceChunks(ResolvedNode terminal, ImmutableArray<long> chunk)
    {
        if (terminal.Links.IsEmpty)
        {
            return [.. chunk.Select(static _ => 1L)];
        }

        var source = layouts.ChunkOfInput(terminal, stored).Chunk;
        var input = terminal.Inputs[0];
        return
        [
            .. terminal.Description.Outputs[0].Axes.Select(axis =>
            {
                var place = input.Find(axis.Name);
                return place >= 0 && input.Axes[place].Length == axis.Length ? source[place] : 1;
            }),
        ];
    }

    private static ImmutableArray<long> Lengths(ImmutableArray<ImmutableArray<long>> ladders, int[] at) =>
        [.. ladders.Select((ladder, axis) => ladder[at[axis]])];

    private SectionCost Estimate(
        ResolvedNode terminal, ImmutableArray<long> shape, ImmutableArray<long> tile, ImmutableArray<long> block, int probes)
    {
        var grid = new ChunkGrid(shape, tile);
        var count = grid.Count;
        var all = count <= probes;
        var work = default(TileCost);
        var peak = 0.0;
        var samples = 0L;
        for (var i = 0; i < Math.Min(count, probes); i++)
        {
            // The golden ratio spreads probes evenly without ever falling in step with the grid. The first tile is always among them.
            var ordinal = all ? i : (long)(i * 0.6180339887498949 % 1 * count);
            var region = grid[ordinal];
            var cost = _probe.Tile(terminal, region, block);
            work.AddWork(cost);
            peak = Math.Max(peak, cost.PeakBytes);
            samples += region.Samples;
        }

        var whole = default(TileCost);
        whole.AddWork(work, (double)terminal.Description.Outputs[0].Samples / samples);
        var along = terminal.Kind == OperatorKind.Stream
            ? terminal.Description.Outputs[0].Find(terminal.Description.StreamAxis)
            : -1;
        return new SectionCost(whole, peak, count, along < 0 ? count : (double)count / grid.Counts[along]);
    }

    private double Seconds(ResolvedNode terminal, in SectionCost cost, int workers)
    {
        var written = terminal.Description.Outputs.Sum(cube => (double)cube.Bytes);
        var busy = terminal.Kind == OperatorKind.Reduce ? workers : cost.Bands / Math.Ceiling(cost.Bands / workers);
        var work = cost.Work;
        // Within the cache memory traffic is nearly free; the price rises smoothly to that of memory.
        var outside = Math.Clamp((cost.Peak - CacheBytes) / CacheBytes, 0, 1);
        var core = (work.Nanoseconds * 1e-9) + (work.Requests * RequestSeconds) + (cost.Tiles * TileSeconds)
            + (new ChunkGrid(terminal.Description.Outputs[0].Shape, layouts.Chunk(terminal, 0)).Count * ChunkSeconds)
            + (work.TouchedBytes / MemoryBytesPerSecond * outside);
        var shared = terminal.Kind == OperatorKind.Reduce && cost.Tiles < FewTiles * workers
            ? Math.Min(cost.Tiles * SharedTileSeconds, core * LargestShared)
            : 0;
        var seconds = SectionSeconds + (work.ReadBytes / limits.ReadBytesPerSecond) + (written / limits.WriteBytesPerSecond) + (core / busy) + shared;
        // Memory has its price in seconds, so that the fastest plan is also one that leaves the rest of the machine alone. All workers
        // touch their buffers for the first time at the same time.
        var excess = Math.Clamp((cost.Peak - ComfortableBytes) / ComfortableBytes, 0, 1);
        return (seconds * (1 + (MemoryPrice * excess))) + (Math.Max(0, cost.Peak - CacheBytes) / FreshBytesPerSecond);
    }

    private readonly record struct SectionCost(TileCost Work, double Peak, double Tiles, double Bands);
}
