namespace Etalon.Native;

/// <summary>How a file is made.</summary>
public sealed record Hdf5CreateOptions
{
    /// <summary>Whether a file of that name is replaced.</summary>
    public bool Overwrite { get; init; }

    /// <summary>
    /// Whether the newest structures of this library are used: faster with many chunks and needed for SWMR; else the
    /// oldest that will do, which every reader knows.
    /// </summary>
    public bool NewestFormat { get; init; }

    /// <summary>Objects of at least this many bytes begin at a multiple of <see cref="Alignment"/>; 0 for none.</summary>
    public long AlignFrom { get; init; }

    /// <summary>Bytes to which large objects are aligned.</summary>
    public long Alignment { get; init; } = 1;
}
