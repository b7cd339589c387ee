using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>What an operator will do with given parameters and inputs: all that the planner knows of it.</summary>
/// <param name="Outputs">The cubes that come out, in port order.</param>
public sealed record Description(ImmutableArray<CubeInfo> Outputs)
{
    /// <summary>One output.</summary>
    public Description(CubeInfo output)
        : this([output])
    {
    }

    /// <summary>
    /// Axes a map needs whole in every input block, or that a reduction folds. Where the output of a map has them too they are whole in every
    /// output block: the engine cuts what was asked for out of it.
    /// </summary>
    public ImmutableArray<string> CoreAxes { get; init; } = [];

    /// <summary>Samples a map needs beyond its block.</summary>
    public ImmutableArray<AxisHalo> Halo { get; init; } = [];

    /// <summary>The axis along which a stream operator is ordered; empty for others.</summary>
    public string StreamAxis { get; init; } = "";

    /// <summary>
    /// Which region of each input an output region (of output 0) needs; null leaves an input out. Unset means: by label, core axes
    /// and axes unknown to the output whole, axes of length 1 broadcast, halos added and clipped at the edges.
    /// </summary>
    public Func<Region, ImmutableArray<Region?>>? Demand { get; init; }

    /// <summary>The region of every output that belongs to a region of output 0. Unset means: by label, other axes whole.</summary>
    public Func<Region, ImmutableArray<Region>>? OutputRegions { get; init; }

    /// <summary>
    /// Whether an output block has the samples of the demanded block of input 0, in the same order, as a cut or a new name has. Then
    /// the engine hands the input block on, and neither runs the kernel nor holds the samples twice. For maps with one output.
    /// </summary>
    public bool KeepsSamples { get; init; }

    /// <summary>
    /// The memory promise: bytes of scratch or state a kernel holds for a block of that many output samples and input samples
    /// (all inputs together), input and output blocks not counted. Monotone in both; checked against the measured peak.
    /// For a reduction the input samples are all that are folded into the state of one tile, not those of one block.
    /// </summary>
    public Func<long, long, long> Scratch { get; init; } = static (_, _) => 0;

    /// <summary>Expected nanoseconds per input (or, for a source, output) sample on one core; for predictions only.</summary>
    public double NanosecondsPerSample { get; init; } = 0.2;

    /// <summary>The chunk shape the operator wishes for output 0 (merge, split); empty lets the planner choose.</summary>
    public ImmutableArray<long> ChunkWish { get; init; } = [];

    /// <summary>The shard shape the operator wishes for output 0; empty lets the planner choose.</summary>
    public ImmutableArray<long> ShardWish { get; init; } = [];

    /// <summary>How far two executions may differ.</summary>
    public Determinism Determinism { get; init; } = Determinism.Exact;

    /// <summary>Relative tolerance where <see cref="Determinism.Tolerance"/> applies.</summary>
    public double Tolerance { get; init; }

    /// <summary>Things a user should know of the result ("unit of b converted from hPa to Pa").</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
