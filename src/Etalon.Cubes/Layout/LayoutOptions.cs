namespace Etalon.Cubes;

/// <summary>What a <see cref="NeutralLayout"/> aims at.</summary>
public sealed record LayoutOptions
{
    /// <summary>The options that are used where none are given.</summary>
    public static LayoutOptions Default { get; } = new();

    /// <summary>Bytes of a chunk: the smallest request that the storage serves at full speed.</summary>
    public long ChunkBytes { get; init; } = 1 << 20;

    /// <summary>The most bytes of a shard.</summary>
    public long ShardBytes { get; init; } = 1L << 30;

    /// <summary>Cubes up to this size are one shard.</summary>
    public long OneShardBytes { get; init; } = 1L << 28;

    /// <summary>How many shards a larger cube has at least, so that workers own different ones.</summary>
    public int LeastShards { get; init; } = 8;

    /// <summary>
    /// The axis along which shards are cut first. 0 suits a writer that goes along the slowest axis; a writer whose blocks hold the whole
    /// slowest axis chooses the next one, so that its blocks fill whole shards.
    /// </summary>
    public int ShardAxis { get; init; }

    /// <summary>Contiguous bytes along the innermost axis that are kept while other axes can be cut.</summary>
    public long RunBytes { get; init; } = 1024;

    /// <summary>Contiguous bytes along the innermost axis that are always kept: four cache lines.</summary>
    public long LeastRunBytes { get; init; } = 256;
}
