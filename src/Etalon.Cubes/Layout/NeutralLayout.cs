using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>How a cube is cut into chunks and shards so that every access pattern reads each byte once, in large requests.</summary>
/// <remarks>
/// <para>
/// Two patterns alternate in this field: all of axis 0 for a band of the rest (time series, sinograms) and all of the rest for a
/// band of axis 0 (maps, projections). Cutting axis 0 and the rest by the same factor sqrt(D/q), for D bytes and chunks of q, makes a
/// band of either pattern sqrt(q·D) bytes: 32 MiB for 1 GiB.
/// </para>
/// <para>
/// The rest is cut from its slowest axis inwards, so that runs along the innermost axis stay long. The innermost axis is cut only
/// where the others do not suffice: to 1 KiB first, to 256 bytes where a band would otherwise exceed twice sqrt(q·D). Narrower cubes
/// need more memory in one pattern; that is the price of runs that fill vector registers.
/// </para>
/// <para>
/// Shards are slabs of axis 0 with everything of the other axes: sources deliver along axis 0, so a shard is finished and published
/// while the next one is filled, and an interrupted run resumes at a shard. <see cref="LayoutOptions.ShardAxis"/> turns the slabs.
/// </para>
/// </remarks>
/// <param name="Shape">The lengths of the cube.</param>
/// <param name="Chunk">The lengths of a chunk; none beyond the cube's.</param>
/// <param name="Shard">The lengths of a shard, whole chunks along every axis; the last shard may reach beyond the cube.</param>
public sealed record NeutralLayout(ImmutableArray<long> Shape, ImmutableArray<long> Chunk, ImmutableArray<long> Shard)
{
    /// <summary>The cube cut into chunks.</summary>
    public ChunkGrid ChunkGrid => new(Shape, Chunk);

    /// <summary>The cube cut into shards.</summary>
    public ChunkGrid ShardGrid => new(Shape, Shard);

    /// <summary>Number of chunks.</summary>
    public long Chunks => ChunkGrid.Count;

    /// <summary>Number of shards.</summary>
    public long Shards => ShardGrid.Count;

    /// <summary>The layout of a cube.</summary>
    /// <param name="shape">Slowest axis first; every length at least 1. Empty for a scalar.</param>
    /// <param name="sampleBytes">Bytes of one sample.</param>
    /// <param name="options">What to aim at; null for <see cref="LayoutOptions.Default"/>.</param>
    public static NeutralLayout For(ImmutableArray<long> shape, int sampleBytes, LayoutOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleBytes, 1);
        var aim = options ?? LayoutOptions.Default;
        ImmutableArray<long> chunk = [.. new ChunkCut(shape, sampleBytes, aim).Cut()];
        return new NeutralLayout(shape, chunk, [.. ShardCut.Of(shape, chunk, sampleBytes, aim)]);
    }

    /// <summary>The layout with chunks that are already chosen (taken over from an input, wished by an operator).</summary>
    /// <param name="shape">Slowest axis first; every length at least 1.</param>
    /// <param name="chunk">The lengths of a chunk.</param>
    /// <param name="sampleBytes">Bytes of one sample.</param>
    /// <param name="options">What to aim at; null for <see cref="LayoutOptions.Default"/>.</param>
    public static NeutralLayout Around(
        ImmutableArray<long> shape, ImmutableArray<long> chunk, int sampleBytes, LayoutOptions? options = null) =>
        new(shape, chunk, [.. ShardCut.Of(shape, chunk, sampleBytes, options ?? LayoutOptions.Default)]);

    /// <inheritdoc />
    public bool Equals(NeutralLayout? other) =>
        other is not null && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan()) && Chunk.AsSpan().SequenceEqual(other.Chunk.AsSpan())
        && Shard.AsSpan().SequenceEqual(other.Shard.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Shape.Length, Chunks, Shards);
}
