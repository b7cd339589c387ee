using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>How every cube of a graph is cut on disk: as it is, as its operator wishes, like its input, or neutrally.</summary>
internal sealed class CubeLayouts(PlanGraph graph, PlanLimits limits)
{
    /// <summary>An input's chunks are taken over between these sizes; others make slow files.</summary>
    private const long SmallestTakenOver = 128L << 10;

    private const long LargestTakenOver = 8L << 20;

    private readonly Dictionary<(string Node, int Port), ImmutableArray<long>> _chunks = [];
    private readonly Dictionary<string, ImmutableArray<long>> _overrides = new(StringComparer.Ordinal);

    /// <summary>Sections that were searched before, by everything they depend on.</summary>
    public Dictionary<string, (SectionChoice Choice, double Cost)> Searched { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the planner may choose the chunks of a node's outputs.</summary>
    public static bool IsFree(ResolvedNode node) => node.Description.ChunkWish.IsDefaultOrEmpty;

    /// <summary>Sets the chunk of output 0 and forgets what followed from the old one.</summary>
    public void Override(string node, ImmutableArray<long> chunk)
    {
        _chunks.Clear();
        _overrides[node] = chunk;
    }

    /// <summary>What is known of the stored cube that a link leads to.</summary>
    public SourceFacts Facts(GraphLink link)
    {
        if (link.Node.Length == 0)
        {
            return graph.Graph.Sources[link.Port];
        }

        var node = graph.Graph[link.Node];
        var port = node.IndexOf(link.Port);
        var isKept = graph.KeptNames(link).Any();
        return new SourceFacts(node.Description.Outputs[port], Chunk(node, port), !isKept, 1);
    }

    /// <summary>
    /// The chunks behind a node's input 0, in that input's space: found by label through the steps that are computed on the way.
    /// </summary>
    public (ImmutableArray<long> Chunk, bool ReadsParts) ChunkOfInput(ResolvedNode node, IReadOnlySet<string> stored)
    {
        var wanted = node.Inputs[0];
        var link = node.Links[0];
        while (link.Node.Length > 0 && !stored.Contains(link.Node) && graph.Graph[link.Node] is { Links.IsEmpty: false } step)
        {
            link = step.Links[Enumerable.Range(0, step.Links.Length).MaxBy(i => step.Inputs[i].Samples)];
        }

        var facts = Facts(link);
        var chunk = wanted.Axes.Select(axis =>
        {
            var at = facts.Cube.Find(axis.Name);
            return at >= 0 ? Math.Min(facts.Chunk[at], axis.Length) : axis.Length;
        });
        return ([.. chunk], facts.ReadsParts);
    }

    /// <summary>The chunk of one output.</summary>
    public ImmutableArray<long> Chunk(ResolvedNode node, int port)
    {
        if (!_chunks.TryGetValue((node.Id, port), out var chunk))
        {
            _chunks[(node.Id, port)] = chunk = Choose(node, port);
        }

        return chunk;
    }

    /// <summary>
    /// The shard of one output: slabs along the first axis that the tile does not hold whole, so that tiles fill whole shards.
    /// </summary>
    public ImmutableArray<long> Shard(ResolvedNode node, int port, ImmutableArray<long> tile)
    {
        var cube = node.Description.Outputs[port];
        var chunk = Chunk(node, port);
        var wish = node.Description.ShardWish;
        if (port == 0 && !wish.IsDefaultOrEmpty)
        {
            return wish;
        }

        var axis = port == 0 ? tile.Zip(cube.Shape).TakeWhile(pair => pair.First >= pair.Second).Count() : 0;
        var options = new LayoutOptions { ShardAxis = Math.Min(axis, Math.Max(0, cube.Rank - 1)) };
        return NeutralLayout.Around(cube.Shape, chunk, cube.Type.Bytes(), options).Shard;
    }

    private ImmutableArray<long> Choose(ResolvedNode node, int port)
    {
        var cube = node.Description.Outputs[port];
        if (port == 0)
        {
            if (_overrides.TryGetValue(node.Id, out var chosen))
            {
                return chosen;
            }

            if (!IsFree(node))
            {
                return [.. node.Description.ChunkWish.Zip(cube.Shape, static (wish, length) => Math.Clamp(wish, 1, length))];
            }
        }

        var neutral = NeutralLayout.For(cube.Shape, cube.Type.Bytes(), new LayoutOptions { ChunkBytes = limits.RequestBytes }).Chunk;
        var chunk = IsBroughtIn(node) || node.Links.IsEmpty ? neutral : TakenOver(node, cube) ?? Aligned(node, cube, neutral);
        return port == 0 || node.Description.OutputRegions is not null ? chunk : Together(node, cube, chunk);
    }

    /// <summary>
    /// The chunk with the lengths of output 0 along the axes that both have: a tile is made of whole chunks of output 0, and must be
    /// so of every other one.
    /// </summary>
    private ImmutableArray<long> Together(ResolvedNode node, CubeInfo cube, ImmutableArray<long> chunk)
    {
        var (first, lengths) = (node.Description.Outputs[0], Chunk(node, 0));
        return [.. chunk.Select((length, axis) =>
        {
            var at = first.Find(cube.Axes[axis].Name);
            return at >= 0 && first.Axes[at].Length == cube.Axes[axis].Length ? lengths[at] : length;
        })];
    }

    /// <summary>
    /// The neutral chunk with lengths that are multiples of the main input's, along the axes that both have: what a chunk is made of
    /// then ends where chunks of the input end, and those are read whole.
    /// </summary>
    private ImmutableArray<long> Aligned(ResolvedNode node, CubeInfo cube, ImmutableArray<long> neutral)
    {
        var (input, source) = Main(node);
        return [.. neutral.Select((length, axis) =>
        {
            var at = input.Find(cube.Axes[axis].Name);
            if (at < 0 || input.Axes[at].Length != cube.Axes[axis].Length || 2 * length < source[at])
            {
                return length;
            }

            return Math.Min(cube.Axes[axis].Length, Math.Max(1, length / source[at]) * source[at]);
        })];
    }

    /// <summary>The largest input, and its chunks.</summary>
    private (CubeInfo Input, ImmutableArray<long> Chunk) Main(ResolvedNode node)
    {
        var main = Enumerable.Range(0, node.Links.Length).MaxBy(i => node.Inputs[i].Samples);
        var link = node.Links[main];
        var chunk = link.Node.Length == 0
            ? graph.Graph.Sources[link.Port].Chunk
            : Chunk(graph.Graph[link.Node], graph.Graph[link.Node].IndexOf(link.Port));
        return (node.Inputs[main], chunk);
    }

    /// <summary>
    /// A copy of what comes from outside is cut neutrally: the pieces of a foreign file are what its writer or its reader found handy.
    /// </summary>
    private static bool IsBroughtIn(ResolvedNode node) =>
        string.Equals(node.Operator.Entry.Name, CropOperator.Name, StringComparison.Ordinal)
        && node.Links is [{ Node.Length: 0 }];

    /// <summary>The main input's chunks by label, if the output has the same axes and they make a reasonable size.</summary>
    private ImmutableArray<long>? TakenOver(ResolvedNode node, CubeInfo cube)
    {
        var (input, source) = Main(node);
        var chunk = new long[cube.Rank];
        for (var i = 0; i < chunk.Length; i++)
        {
            var at = input.Find(cube.Axes[i].Name);
            if (at < 0 || input.Axes[at].Length != cube.Axes[i].Length)
            {
                return null;
            }

            chunk[i] = source[at];
        }

        var bytes = chunk.Aggregate((long)cube.Type.Bytes(), static (product, length) => product * length);
        return bytes == cube.Bytes || bytes is >= SmallestTakenOver and <= LargestTakenOver ? [.. chunk] : null;
    }
}
