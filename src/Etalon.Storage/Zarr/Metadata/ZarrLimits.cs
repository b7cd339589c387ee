using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>What is let in; files from outside may lie about everything.</summary>
internal static class ZarrLimits
{
    /// <summary>Axes of an array.</summary>
    public const int Rank = BoxCopy.MostAxes;

    /// <summary>Bytes of a metadata file; a consolidated one of 10 000 arrays takes some 20 MB.</summary>
    public const long MetadataBytes = 64L << 20;

    /// <summary>Depth of metadata.</summary>
    public const int MetadataDepth = 64;

    /// <summary>Groups and arrays of a store.</summary>
    public const int Nodes = 20_000;

    /// <summary>Groups within groups.</summary>
    public const int GroupDepth = 32;

    /// <summary>Bytes of a decoded chunk; the codecs count in 32 bits.</summary>
    public const long ChunkBytes = int.MaxValue - 65536;

    /// <summary>Chunks of a shard; its index then has 64 MiB.</summary>
    public const long ChunksOfShard = 1L << 22;

    /// <summary>Coordinates of an axis that are read.</summary>
    public const long Coordinates = 1L << 26;
}
