using System.Buffers;

namespace Etalon.Operators;

/// <summary>
/// The running state of a reduction for one region of outputs. Adding and merging must give the same bits in any order and for any
/// cut into blocks: sums are exact (see <c>ExactSum</c> of Etalon.Numerics), extremes keep the lowest index among equals.
/// </summary>
public interface IReduceState : IDisposable
{
    /// <summary>Adds one block of every input; a part of the demanded region, each sample exactly once.</summary>
    void Add(ReadOnlySpan<Block> inputs, CancellationToken cancellation);

    /// <summary>Adds everything another state has seen.</summary>
    void Merge(IReduceState other);

    /// <summary>Writes the result for everything added so far; every sample of every output.</summary>
    void Finish(ReadOnlySpan<Block> outputs);

    /// <summary>Writes the state, so that another process can merge it or a later one resume.</summary>
    void Save(IBufferWriter<byte> writer);

    /// <summary>Replaces the state by a saved one.</summary>
    void Load(ReadOnlySpan<byte> saved);
}
