namespace Etalon.Native;

/// <summary>How a dataset was made: what a reader must know to read it, or to refuse to.</summary>
public sealed record Hdf5Creation
{
    /// <summary>Where samples lie.</summary>
    public required Hdf5Layout Layout { get; init; }

    /// <summary>Shape of a chunk; empty for other layouts.</summary>
    public IReadOnlyList<long> ChunkShape { get; init; } = [];

    /// <summary>The filter pipeline, in the order of writing.</summary>
    public IReadOnlyList<Hdf5Filter> Filters { get; init; } = [];

    /// <summary>Whether the writer chose a fill value (else it is zero, or undefined).</summary>
    public bool HasFill { get; init; }

    /// <summary>
    /// The fill value in the bytes of the type's <see cref="Hdf5Type.Number"/>; empty where the type is no number.
    /// </summary>
    public ReadOnlyMemory<byte> Fill { get; init; }

    /// <summary>Raw files in which samples lie.</summary>
    public IReadOnlyList<Hdf5ExternalSegment> External { get; init; } = [];

    /// <summary>Pieces of a virtual dataset.</summary>
    public IReadOnlyList<Hdf5VirtualMapping> Virtual { get; init; } = [];

    /// <summary>The shape of a virtual dataset as its file notes it; its sources may give it a longer one.</summary>
    public IReadOnlyList<long> VirtualShape { get; init; } = [];

    /// <summary>
    /// Whether reading it may open other files. A virtual dataset may even if it names only its own file: the source there may be
    /// virtual too.
    /// </summary>
    public bool LeavesFile => External.Count > 0 || Virtual.Count > 0;
}
