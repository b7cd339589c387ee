using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A part of a block that is carried out as a whole.</summary>
public abstract record FlowNode
{
    /// <summary>The places, within the block, of the nodes that come before this one; all are smaller than its own.</summary>
    public ImmutableArray<int> Before { get; init; } = [];
}
