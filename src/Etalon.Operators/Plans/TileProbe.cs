using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Follows the demand for a region up to stored cubes, the way the engine will, and adds up what it takes.</summary>
/// <remarks>
/// Memory is what a depth-first pull holds: while an input is computed the earlier ones wait; then inputs, outputs and scratch are
/// held together. It is a maximum over the steps, not a sum.
/// </remarks>
internal sealed class TileProbe(PlanGraph graph, CubeLayouts layouts, IReadOnlySet<string> stored)
{
    /// <summary>Samples of a tile that holds chunks side by side are gathered into one chunk after the other at this speed.</summary>
    private const double GatheredBytesPerNanosecond = 12;

    /// <summary>What a tile of a section's terminal takes, encoding included.</summary>
    public TileCost Tile(ResolvedNode terminal, in Region tile, ImmutableArray<long> reduceBlock)
    {
        var cost = Node(terminal, tile, reduceBlock);
        var encode = 0.0;
        for (var port = 0; port < terminal.Description.Outputs.Length; port++)
        {
            var sample = terminal.Description.Outputs[port].Type.Bytes();
            var chunk = layouts.Chunk(terminal, port);
            encode = Math.Max(encode, chunk.Aggregate((double)sample, static (a, b) => a * b));
            if (port == 0 && !HoldsChunksPacked(tile, chunk))
            {
                cost.Nanoseconds += tile.Samples * sample / GatheredBytesPerNanosecond;
            }
        }

        cost.PeakBytes = Math.Max(cost.PeakBytes, cost.OutputBytes + encode);
        return cost;
    }

    /// <summary>Whether each chunk's samples lie one behind the other in the tile, so that they are written where they are.</summary>
    private static bool HoldsChunksPacked(in Region tile, ImmutableArray<long> chunk)
    {
        var axis = 0;
        while (axis < chunk.Length && chunk[axis] == 1)
        {
            axis++;
        }

        for (axis++; axis < chunk.Length; axis++)
        {
            if (tile.Length[axis] != chunk[axis])
            {
                return false;
            }
        }

        return true;
    }

    private TileCost Node(ResolvedNode node, in Region region, ImmutableArray<long> reduceBlock)
    {
        var computed = node.Kind == OperatorKind.Reduce ? region : RegionDemand.Computed(node.Description, region);
        var cost = Computed(node, computed, reduceBlock);
        if (computed != region)
        {
            // What was asked for is cut out of it.
            var part = RegionDemand.Outputs(node.Description, region)
                .Zip(node.Description.Outputs, static (own, cube) => (double)own.Samples * cube.Type.Bytes()).Sum();
            cost.PeakBytes = Math.Max(cost.PeakBytes, cost.OutputBytes + part);
            cost.TouchedBytes += part;
            cost.OutputBytes = part;
        }

        return cost;
    }

    private TileCost Computed(ResolvedNode node, in Region region, ImmutableArray<long> reduceBlock)
    {
        var description = node.Description;
        var total = default(TileCost);
        foreach (var (part, cube) in RegionDemand.Outputs(description, region).Zip(description.Outputs))
        {
            total.OutputBytes += (double)part.Samples * cube.Type.Bytes();
        }

        var needs = RegionDemand.For(description, node.Inputs, region);
        var fold = node.Kind == OperatorKind.Reduce;
        var held = 0.0;
        var samples = 0L;
        for (var i = 0; i < needs.Length; i++)
        {
            if (needs[i] is not { } need || need.IsEmpty)
            {
                continue;
            }

            samples += need.Samples;
            var input = Link(node.Links[i], need);
            total.AddWork(input);
            if (fold)
            {
                // All of the input is worked on, but only a block of it is held.
                var block = FirstBlock(node, needs, i, reduceBlock);
                input = Link(node.Links[i], block);
            }

            total.PeakBytes = Math.Max(total.PeakBytes, held + input.PeakBytes);
            held += input.OutputBytes;
        }

        if (description.KeepsSamples)
        {
            return total;
        }

        var scratch = description.Scratch(region.Samples, samples);
        var own = total.OutputBytes + scratch;
        total.TouchedBytes += total.OutputBytes;
        total.Nanoseconds += description.NanosecondsPerSample * (needs.Length == 0 ? region.Samples : samples);
        // A reduction's state lives while its input blocks are made.
        total.PeakBytes = Math.Max(total.PeakBytes + (fold ? own : 0), held + own);
        return total;
    }

    private TileCost Link(GraphLink link, in Region region)
    {
        if (link.Node.Length == 0 || stored.Contains(link.Node))
        {
            var read = ReadCost.Of(layouts.Facts(link), region);
            read.TouchedBytes = read.OutputBytes;
            return read;
        }

        return Node(graph.Graph[link.Node], region, []);
    }

    /// <summary>The first block of input <paramref name="i"/> when input 0 is cut into reduce blocks; other inputs go along by label.</summary>
    private Region FirstBlock(ResolvedNode node, ImmutableArray<Region?> needs, int i, ImmutableArray<long> reduceBlock)
    {
        var need = needs[i]!.Value;
        var first = node.Inputs[0];
        var block = reduceBlock.IsDefaultOrEmpty ? ReduceCut.Block(node, layouts.ChunkOfInput(node, stored)) : reduceBlock;
        for (var axis = 0; axis < need.Rank; axis++)
        {
            var at = first.Find(node.Inputs[i].Axes[axis].Name);
            if (at >= 0 && first.Axes[at].Length == node.Inputs[i].Axes[axis].Length)
            {
                need = need.With(axis, need.Start[axis], Math.Min(need.Length[axis], block[at]));
            }
        }

        return need;
    }
}
