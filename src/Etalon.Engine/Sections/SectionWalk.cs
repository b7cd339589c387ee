using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>Walks through the sections of a plan: conditions, writers, resume, execution, hand-over to later sections.</summary>
internal sealed class SectionWalk(
    PreparedRun prepared, OutputStore store, RunJournal journal, DatasetFormats formats, BufferPool pool, IRanks ranks, ProgressMeter meter)
{
    private readonly Dictionary<string, ResolvedNode> _nodes = prepared.Graph.Nodes.ToDictionary(node => node.Id, StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);
    private readonly List<RunOutput> _kept = [];
    private readonly List<string> _remarks = [];

    /// <summary>The kept cubes so far.</summary>
    public ImmutableArray<RunOutput> Kept => [.. _kept];

    /// <summary>What a user should know.</summary>
    public ImmutableArray<string> Remarks => [.. _remarks];

    /// <summary>Bytes that sinks wrote.</summary>
    public long BytesSunk { get; private set; }

    /// <summary>Executes one section, or skips it where a condition says so.</summary>
    public void Execute(Section section, RunRequest request, CancellationToken cancellation)
    {
        var terminal = _nodes[section.Terminal];
        if (IsSkipped(section, terminal))
        {
            _skipped.Add(terminal.Id);
            return;
        }

        try
        {
            Compute(section, terminal, request, cancellation);
        }
        catch (RefusalException refusal) when (CanGoOn(terminal, refusal))
        {
            if (Replace(terminal))
            {
                _remarks.Add($"Step '{terminal.Id}' failed; '{terminal.OnError}' is used in its place: {refusal.Message}");
            }
            else
            {
                _skipped.Add(terminal.Id);
                _remarks.Add($"Step '{terminal.Id}' failed and was left out: {refusal.Message}");
            }
        }
    }

    private static bool CanGoOn(ResolvedNode terminal, RefusalException refusal) =>
        !string.Equals(terminal.OnError, "fail", StringComparison.Ordinal)
        && refusal.Kind is not (RefusalKind.Cancelled or RefusalKind.StorageFull);

    /// <summary>Lets later steps read the replacement's outputs where they asked for the failed step's.</summary>
    private bool Replace(ResolvedNode failed)
    {
        if (!_nodes.TryGetValue(failed.OnError, out var replacement))
        {
            return false;
        }

        for (var port = 0; port < failed.OutputPorts.Length; port++)
        {
            var from = new GraphLink(replacement.Id, replacement.OutputPorts[Math.Min(port, replacement.OutputPorts.Length - 1)]);
            if (prepared.Cubes.Find(from) is not { } reader)
            {
                return false;
            }

            prepared.Cubes.Add(new GraphLink(failed.Id, failed.OutputPorts[port]), reader);
        }

        return true;
    }

    private bool IsSkipped(Section section, ResolvedNode terminal)
    {
        var dead = section.Nodes.SelectMany(id => _nodes[id].Links).FirstOrDefault(link => _skipped.Contains(link.Node));
        if (dead is not null)
        {
            _remarks.Add($"Step '{terminal.Id}' was left out because step '{dead.Node}' was.");
            return true;
        }

        var condition = section.Nodes.Select(id => _nodes[id].When).FirstOrDefault(when => when.Length > 0 && !Holds(when));
        if (condition is not null)
        {
            _remarks.Add($"Step '{terminal.Id}' was left out because '{condition}' does not hold.");
        }

        return condition is not null;
    }

    private bool Holds(string condition) => Condition.Parse(condition).Evaluate(Scalar);

    /// <summary>The value of a scalar output such as <c>stats.max</c>.</summary>
    private unsafe double Scalar(string reference)
    {
        var dot = reference.LastIndexOf('.');
        var link = dot > 0 ? new GraphLink(reference[..dot], reference[(dot + 1)..]) : GraphLink.Input(reference);
        var reader = prepared.Cubes.Find(link)
            ?? throw new RefusalException("unknown-scalar", $"A condition uses '{reference}', which no earlier step has made.");
        if (reader.Cube.Samples != 1)
        {
            throw new RefusalException(
                "not-a-scalar", $"A condition uses '{reference}', which has {reader.Cube.Samples} samples.", "Reduce it to one number first.");
        }

        using var buffer = pool.Rent(16);
        reader.Read(reader.Cube.Whole, buffer.Pointer, pool, CancellationToken.None);
        return SampleText.ToDouble(reader.Cube.Type, buffer.Pointer);
    }

    private void Compute(Section section, ResolvedNode terminal, RunRequest request, CancellationToken cancellation)
    {
        var nodes = section.Nodes.ToDictionary(id => id, id => _nodes[id], StringComparer.Ordinal);
        var share = prepared.Plan.Total.Seconds > 0 ? section.Predicted.Seconds / prepared.Plan.Total.Seconds : 1.0 / prepared.Plan.Sections.Length;
        switch (section.Kind)
        {
            case SectionKind.Sink:
                meter.Begin(section.Index, terminal.Id, share, terminal.Inputs.Ports.Sum(port => NeutralLayout.For(port.Cube.Shape, port.Cube.Type.Bytes()).Chunks));
                BytesSunk += ranks.Rank == 0
                    ? SinkSection.Run(terminal, nodes, prepared.Cubes, formats, pool, prepared.Plan.Limits.Workers / ranks.Size, meter, cancellation)
                    : 0;
                ranks.Barrier();
                break;
            case SectionKind.Program:
                meter.Begin(section.Index, terminal.Id, share, 1);
                Program(section, terminal, nodes, request, cancellation);
                break;
            default:
                Blocks(section, terminal, nodes, share, cancellation);
                break;
        }
    }

    /// <summary>Rank 0 runs the program; the others wait for what it has written.</summary>
    private void Program(
        Section section, ResolvedNode terminal, Dictionary<string, ResolvedNode> nodes, RunRequest request, CancellationToken cancellation)
    {
        var targets = Outputs(section);
        if (ranks.Rank == 0)
        {
            new ProgramSection(terminal, nodes, prepared.Cubes, formats, pool, meter, prepared.Plan.Limits.Workers).Run(targets, request, cancellation);
        }

        ranks.Barrier();
        Publish(section, terminal, targets);
    }

    private void Blocks(
        Section section, ResolvedNode terminal, Dictionary<string, ResolvedNode> nodes, double share, CancellationToken cancellation)
    {
        var targets = Outputs(section);
        var ledgers = targets.Select((target, output) => Ledger(section.Index, output, target.Writer)).ToArray();
        var context = new SectionContext(
            section, nodes, terminal, prepared.Cubes, [.. targets.Select(target => target.Writer)], ledgers, pool,
            Math.Max(1, section.Workers / ranks.Size), ranks, meter);
        var owned = TileOwners.Divide(context);
        meter.Begin(section.Index, terminal.Id, share, owned is null ? context.Tiles.Count : owned[ranks.Rank].Count);
        try
        {
            Walk(context, owned, cancellation);
        }
        finally
        {
            // Also after a failure: what is being flushed belongs into the journal.
            foreach (var ledger in ledgers)
            {
                ledger.Drain();
            }
        }

        ranks.Barrier();
        AdoptOthers(targets, ledgers);
        Publish(section, terminal, targets);
    }

    private void Walk(SectionContext context, List<long>[]? owned, CancellationToken cancellation)
    {
        if (context.Section.Kind == SectionKind.Reduce && (owned is null || context.Tiles.Count < 4 * context.Workers * ranks.Size))
        {
            ReduceSection.Run(context, cancellation);
            return;
        }

        var mine = owned is null ? Fallback(context) : owned[ranks.Rank];
        if (context.Section.Kind == SectionKind.Stream)
        {
            StreamSection.Run(context, mine, cancellation);
        }
        else
        {
            MapSection.Run(context, mine, cancellation);
        }
    }

    /// <summary>Too few shards for all ranks: rank 0 writes them all.</summary>
    private List<long> Fallback(SectionContext context)
    {
        var all = new List<long>();
        for (var tile = 0L; ranks.Rank == 0 && tile < context.Tiles.Count; tile++)
        {
            all.Add(tile);
        }

        return all;
    }

    private (SectionOutput Output, ICubeWriter Writer, Func<ICubeReader> Reopen)[] Outputs(Section section) =>
        [.. section.Outputs.Select(output =>
        {
            var first = section.Outputs[0].Cube;
            var (writer, reopen) = store.Add(output with { Shard = RankShards.Of(output, first, section.Tile, ranks.Size) });
            return (output, writer, reopen);
        })];

    private CompletionLedger Ledger(int section, int output, ICubeWriter writer)
    {
        var ledger = new CompletionLedger(writer, shard => journal.FinishShard(section, output, shard));
        for (var shard = 0L; shard < writer.Shards.Count; shard++)
        {
            if (journal.HasShard(section, output, shard) && writer.AdoptShard(shard))
            {
                ledger.Adopt(shard);
            }
        }

        return ledger;
    }

    /// <summary>Rank 0 writes the metadata, so it must know the shards that other ranks have finished.</summary>
    private void AdoptOthers(
        (SectionOutput Output, ICubeWriter Writer, Func<ICubeReader> Reopen)[] targets, CompletionLedger[] ledgers)
    {
        for (var i = 0; i < targets.Length && ranks.Size > 1 && ranks.Rank == 0; i++)
        {
            for (var shard = 0L; shard < targets[i].Writer.Shards.Count; shard++)
            {
                // A shard without a file holds nothing but missing samples.
                if (!ledgers[i].IsFinished(shard))
                {
                    targets[i].Writer.AdoptShard(shard);
                }
            }
        }
    }

    private void Publish(Section section, ResolvedNode terminal, (SectionOutput Output, ICubeWriter Writer, Func<ICubeReader> Reopen)[] targets)
    {
        foreach (var (output, writer, reopen) in targets)
        {
            if (output.Kept)
            {
                _kept.Add(new RunOutput(output.Name, writer.Cube));
            }

            var link = new GraphLink(section.Terminal, terminal.OutputPorts[output.Port]);
            if (prepared.IsReadLater(link, section.Index))
            {
                prepared.Cubes.Add(link, reopen());
            }
        }
    }
}
