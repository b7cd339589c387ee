using Etalon.Cubes;
using Etalon.Operators;
using Etalon.Storage;

namespace Etalon.Engine;

/// <summary>What the execution of one section works with.</summary>
/// <param name="Section">What to do.</param>
/// <param name="Nodes">The section's steps by id.</param>
/// <param name="Terminal">The step whose outputs are written.</param>
/// <param name="Cubes">The stored cubes that steps read.</param>
/// <param name="Writers">A writer for every output of the section; an output kept under two names has two.</param>
/// <param name="Ledgers">What has been written of every output.</param>
/// <param name="Pool">Block buffers within the budget.</param>
/// <param name="Workers">Threads of this process.</param>
/// <param name="Ranks">The processes.</param>
/// <param name="Meter">Progress.</param>
internal sealed record SectionContext(
    Section Section,
    IReadOnlyDictionary<string, ResolvedNode> Nodes,
    ResolvedNode Terminal,
    SectionCubes Cubes,
    ICubeWriter[] Writers,
    CompletionLedger[] Ledgers,
    BufferPool Pool,
    int Workers,
    IRanks Ranks,
    ProgressMeter Meter)
{
    /// <summary>How output 0 is cut into tiles.</summary>
    public ChunkGrid Tiles { get; } = new(Terminal.Description.Outputs[0].Shape, Section.Tile);

    /// <summary>A puller for one thread.</summary>
    public TilePuller NewPuller() => new(Nodes, Cubes, Pool, Section.ReduceBlock);

    /// <summary>Writes the outputs of one tile.</summary>
    public unsafe void Write(ReadOnlySpan<Lease> outputs, CancellationToken cancellation)
    {
        for (var i = 0; i < Writers.Length; i++)
        {
            var block = outputs[Section.Outputs[i].Port].Block;
            Writers[i].Write(block.Region, block.Pointer, Pool, cancellation);
            Ledgers[i].Wrote(block.Region);
        }
    }

    /// <summary>Whether every shard that a tile writes to is complete already.</summary>
    public bool IsDone(Region tile)
    {
        var regions = RegionDemand.Outputs(Terminal.Description, tile);
        for (var i = 0; i < Writers.Length; i++)
        {
            foreach (var shard in Writers[i].Shards.Touching(regions[Section.Outputs[i].Port]))
            {
                if (!Ledgers[i].IsFinished(shard))
                {
                    return false;
                }
            }
        }

        return true;
    }
}
