using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>
/// Decides which nodes are stored. Along every unbranched line of free nodes it finds the best set of cuts by dynamic programming;
/// at branches it tries both storing and computing again.
/// </summary>
internal sealed class CutSearch(PlanGraph graph, CubeLayouts layouts, PlanLimits limits)
{
    /// <summary>Up to so many branches every combination is tried, beyond it one branch after the other.</summary>
    private const int MostCombined = 5;

    // The layouts change after a search, what was found with the old ones stays.
    private readonly Dictionary<string, (SectionChoice Choice, double Cost)> _known = new(StringComparer.Ordinal);

    /// <summary>The ids of all nodes that end a section.</summary>
    public ImmutableHashSet<string> Find()
    {
        var branches = graph.Free.Where(node => graph.ConsumersOf(node.Id).Count > 1).Select(node => node.Id).ToArray();
        var lines = Lines();
        if (branches.Length > MostCombined)
        {
            return OneByOne(branches, lines);
        }

        var best = graph.Stored;
        var least = double.PositiveInfinity;
        for (var choice = 0; choice < 1 << branches.Length; choice++)
        {
            var mask = choice;
            var cuts = CutLines(graph.Stored.Union(branches.Where((_, i) => (mask >> i & 1) == 0)), lines);
            var cost = Total(cuts);
            if (cost < least)
            {
                (best, least) = (cuts, cost);
            }
        }

        return best;
    }

    /// <summary>What a whole plan costs.</summary>
    public double Total(ImmutableHashSet<string> stored) => stored.Sum(id => Known(id, stored).Cost);

    /// <summary>How a section is best computed when these nodes are stored.</summary>
    public SectionChoice Section(string terminal, ImmutableHashSet<string> stored) => Known(terminal, stored).Choice;

    /// <summary>The steps that are computed with a terminal, in topological order.</summary>
    public ImmutableArray<string> Nodes(string terminal, ImmutableHashSet<string> stored)
    {
        var inside = new HashSet<string>(StringComparer.Ordinal) { terminal };
        foreach (var node in graph.Nodes.Reverse().Where(node => inside.Contains(node.Id)))
        {
            inside.UnionWith(node.Links.Select(link => link.Node).Where(id => id.Length > 0 && !stored.Contains(id)));
        }

        return [.. graph.Nodes.Where(node => inside.Contains(node.Id)).Select(node => node.Id)];
    }

    private ImmutableHashSet<string> OneByOne(string[] branches, List<ImmutableArray<string>> lines)
    {
        var cuts = CutLines(graph.Stored.Union(branches), lines);
        foreach (var branch in branches)
        {
            var without = cuts.Remove(branch);
            cuts = Total(without) < Total(cuts) ? without : cuts;
        }

        return cuts;
    }

    /// <summary>Maximal runs of free nodes of which each has one consumer, the next.</summary>
    private List<ImmutableArray<string>> Lines()
    {
        var lines = new List<ImmutableArray<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Free.Where(IsLinear))
        {
            if (seen.Contains(node.Id))
            {
                continue;
            }

            var line = ImmutableArray.CreateBuilder<string>();
            for (var next = node; next is not null && IsLinear(next) && seen.Add(next.Id); next = graph.ConsumersOf(next.Id)[0])
            {
                line.Add(next.Id);
            }

            lines.Add(line.ToImmutable());
        }

        return lines;
    }

    private bool IsLinear(ResolvedNode node) => !graph.Stored.Contains(node.Id) && graph.ConsumersOf(node.Id).Count == 1;

    private ImmutableHashSet<string> CutLines(ImmutableHashSet<string> cuts, List<ImmutableArray<string>> lines)
    {
        foreach (var line in lines)
        {
            cuts = CutLine(cuts, line);
        }

        return cuts;
    }

    /// <summary>best[i] = the cheapest way to have line[i] stored, over the last stored node before it.</summary>
    private ImmutableHashSet<string> CutLine(ImmutableHashSet<string> others, ImmutableArray<string> line)
    {
        var tail = Ends(line[^1], others);
        if (IsFused(tail, others, line))
        {
            return others;
        }

        var best = new (double Cost, ImmutableHashSet<string> Cuts)[line.Length];
        for (var i = 0; i < line.Length; i++)
        {
            best[i] = (Known(line[i], others).Cost, others.Add(line[i]));
            for (var j = 0; j < i; j++)
            {
                var cost = best[j].Cost + Known(line[i], others.Add(line[j])).Cost;
                best[i] = cost < best[i].Cost ? (cost, best[j].Cuts.Add(line[i])) : best[i];
            }
        }

        var least = tail.Sum(end => Known(end, others).Cost);
        var result = others;
        for (var i = 0; i < line.Length; i++)
        {
            var cost = best[i].Cost + tail.Sum(end => Known(end, others.Add(line[i])).Cost);
            (least, result) = cost < least ? (cost, best[i].Cuts) : (least, result);
        }

        return result;
    }

    /// <summary>
    /// Whether no cut can pay: what a cut could save at most (everything beyond reading and computing once) is less than writing
    /// and reading the thinnest cube of the line.
    /// </summary>
    private bool IsFused(IReadOnlyList<string> tail, ImmutableHashSet<string> others, ImmutableArray<string> line)
    {
        var search = new TileSearch(graph, layouts, others, limits);
        var saving = tail.Sum(end => Known(end, others).Cost - search.LeastSeconds(graph.Graph[end]));
        var thinnest = line.Min(id => graph.Graph[id].Description.Outputs.Sum(cube => (double)cube.Bytes));
        return saving < (thinnest / limits.WriteBytesPerSecond) + (thinnest / limits.ReadBytesPerSecond);
    }

    /// <summary>The terminals whose sections hold a node that is not stored.</summary>
    private List<string> Ends(string id, ImmutableHashSet<string> stored) =>
        [.. stored.Where(end => Nodes(end, stored).Contains(id, StringComparer.Ordinal)).Order(StringComparer.Ordinal)];

    private (SectionChoice Choice, double Cost) Known(string terminal, ImmutableHashSet<string> stored)
    {
        var node = graph.Graph[terminal];
        if (node.Kind is OperatorKind.Sink or OperatorKind.Program)
        {
            return (Copy(node), 0);
        }

        // A section depends on which of the nodes it could contain are stored, and on nothing else.
        var inside = Nodes(terminal, stored);
        var key = string.Join('\n', inside.Prepend(terminal));
        if (!_known.TryGetValue(key, out var known))
        {
            var precise = $"{key}\n{Chunks(inside)}";
            if (!layouts.Searched.TryGetValue(precise, out known))
            {
                var choice = new TileSearch(graph, layouts, stored, limits).Find(node);
                // What does not fit is not forbidden yet, only dearer than everything that fits; the least excess wins.
                var cost = choice.Fits ? choice.Predicted.Seconds : 1e12 * choice.Predicted.PeakBytes / Math.Max(1, limits.BudgetBytes);
                layouts.Searched[precise] = known = (choice, cost);
            }

            _known[key] = known;
        }

        return known;
    }

    /// <summary>How all cubes are cut that a section writes or reads.</summary>
    private string Chunks(ImmutableArray<string> inside)
    {
        var nodes = inside.Select(id => graph.Graph[id]).ToArray();
        var read = nodes.SelectMany(node => node.Links).Where(link => link.Node.Length > 0 && !inside.Contains(link.Node, StringComparer.Ordinal))
            .SelectMany(link => layouts.Facts(link).Chunk);
        var terminal = nodes[^1];
        var written = Enumerable.Range(0, terminal.Description.Outputs.Length).SelectMany(port => layouts.Chunk(terminal, port));
        return string.Join(',', read.Concat(written));
    }

    private SectionChoice Copy(ResolvedNode node)
    {
        var bytes = node.Inputs.Ports.Sum(port => port.Cube.Bytes);
        var largest = node.Links.Select(layouts.Facts)
            .Select(facts => facts.Chunk.Aggregate((long)facts.Cube.Type.Bytes(), static (a, b) => a * b))
            .DefaultIfEmpty().Max();
        var seconds = (bytes / limits.ReadBytesPerSecond) + (bytes / limits.WriteBytesPerSecond);
        return new SectionChoice([], [], 1, new Prediction(bytes, bytes, 3 * largest, seconds), true);
    }
}
