using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>A run of fused steps that needs one pass over its inputs.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Kind">What sort of step ends it.</param>
/// <param name="Terminal">The step whose outputs are written.</param>
/// <param name="Nodes">The terminal and all steps that are computed with it, in topological order.</param>
/// <param name="Outputs">What is written; none for a sink.</param>
/// <param name="Tile">The piece a worker owns, in the space of output 0; whole chunks. Empty for sinks and programs.</param>
/// <param name="ReduceBlock">How the input of a reduction is cut, in the space of its input 0; empty for other kinds.</param>
/// <param name="Predicted">Expected cost.</param>
public sealed record Section(
    int Index,
    SectionKind Kind,
    string Terminal,
    ImmutableArray<string> Nodes,
    ImmutableArray<SectionOutput> Outputs,
    ImmutableArray<long> Tile,
    ImmutableArray<long> ReduceBlock,
    Prediction Predicted)
{
    /// <summary>How many workers fit the budget; at most those of the limits.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>
    /// The graph input that this section copies, because its chunks can only be decoded whole and do not suit the steps that read it;
    /// empty for a section that the user's steps make.
    /// </summary>
    public string Copies { get; init; } = "";
}
