namespace Etalon.Native;

/// <summary>A dataset to be made.</summary>
/// <param name="Type">Type of a sample, in this machine's byte order.</param>
/// <param name="Shape">Its shape; empty for a single value.</param>
public sealed record Hdf5DatasetSpec(NumberType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Shape to which it may grow, -1 without limit; null for "never". Needs chunks.</summary>
    public IReadOnlyList<long>? MaximumShape { get; init; }

    /// <summary>Shape of a chunk; null for one stretch.</summary>
    public IReadOnlyList<long>? ChunkShape { get; init; }

    /// <summary>The filter pipeline, in the order of writing. Needs chunks.</summary>
    public IReadOnlyList<Hdf5Filter> Filters { get; init; } = [];

    /// <summary>The fill value in the bytes of <see cref="Type"/>; empty for zero.</summary>
    public ReadOnlyMemory<byte> Fill { get; init; }

    /// <summary>Whether samples that will all be written are left as the disk gives them.</summary>
    public bool SkipFilling { get; init; }

    /// <summary>Whether room is taken at once, so that <see cref="Hdf5Dataset.FileOffset"/> is known before writing.</summary>
    public bool AllocateEarly { get; init; }

    /// <summary>Whether samples are truth values; <see cref="Type"/> is then <see cref="NumberType.Int8"/>.</summary>
    public bool IsBoolean { get; init; }
}
