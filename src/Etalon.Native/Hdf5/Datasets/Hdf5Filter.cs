namespace Etalon.Native;

/// <summary>One step of a filter pipeline.</summary>
/// <param name="Id">Registered number.</param>
/// <param name="Parameters">Its numbers (<c>cd_values</c>).</param>
/// <param name="Optional">Whether a chunk may be stored without it where it fails.</param>
/// <param name="Name">Name noted in the file; may be empty.</param>
public sealed record Hdf5Filter(int Id, IReadOnlyList<uint> Parameters, bool Optional = false, string Name = "")
{
    /// <summary>zlib.</summary>
    public const int DeflateId = 1;

    /// <summary>Bytes of equal weight together.</summary>
    public const int ShuffleId = 2;

    /// <summary>Checksum.</summary>
    public const int Fletcher32Id = 3;

    /// <summary>The szip coder.</summary>
    public const int SzipId = 4;

    /// <summary>Fewer bits per number.</summary>
    public const int NBitId = 5;

    /// <summary>Scale and offset.</summary>
    public const int ScaleOffsetId = 6;

    /// <summary>bzip2.</summary>
    public const int Bzip2Id = 307;

    /// <summary>LZF.</summary>
    public const int LzfId = 32000;

    /// <summary>c-blosc.</summary>
    public const int BloscId = 32001;

    /// <summary>LZ4.</summary>
    public const int Lz4Id = 32004;

    /// <summary>Bits of equal weight together, then LZ4 or Zstandard or nothing.</summary>
    public const int BitshuffleId = 32008;

    /// <summary>ZFP.</summary>
    public const int ZfpId = 32013;

    /// <summary>Zstandard.</summary>
    public const int ZstdId = 32015;

    /// <summary>Shuffle; the library adds the size of a sample.</summary>
    public static Hdf5Filter Shuffle { get; } = new(ShuffleId, []);

    /// <summary>Checksums per chunk.</summary>
    public static Hdf5Filter Fletcher32 { get; } = new(Fletcher32Id, []);

    /// <summary>Bitshuffle with LZ4, as detectors write it.</summary>
    public static Hdf5Filter BitshuffleLz4 { get; } = new(BitshuffleId, [0, 2]);

    /// <summary>zlib of a level from 0 to 9.</summary>
    public static Hdf5Filter Deflate(int level) => new(DeflateId, [(uint)level]);

    /// <summary>Blosc.</summary>
    /// <param name="level">0 to 9.</param>
    /// <param name="shuffle">What is done before.</param>
    /// <param name="codec">0 blosclz, 1 lz4, 2 lz4hc, 3 snappy, 4 zlib, 5 zstd.</param>
    public static Hdf5Filter Blosc(int level, BloscShuffle shuffle, int codec = 1) =>
        new(BloscId, [0, 0, 0, 0, (uint)level, (uint)shuffle, (uint)codec]);

    /// <summary>Whether this machine can apply it.</summary>
    public bool IsAvailable
    {
        get
        {
            using var gate = Hdf5Lock.Enter();
            return H5Z.IsAvailable(Id) > 0;
        }
    }

    /// <inheritdoc />
    public bool Equals(Hdf5Filter? other) =>
        other is not null && Id == other.Id && Optional == other.Optional && Parameters.SequenceEqual(other.Parameters);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Id, Optional, Parameters.Count);
}
