using System.Text.Json;

namespace Etalon.Catalog;

/// <summary>A dataset to be catalogued.</summary>
/// <param name="Id">Of version 7, from <see cref="CatalogId"/>: it carries the moment of creation.</param>
/// <param name="Name">What people call it; need not be unique.</param>
/// <param name="Location">A folder below the home, or, if <see cref="External"/>, the path of what is read in place.</param>
/// <param name="Format">The storage format's name.</param>
public sealed record NewDataset(Guid Id, string Name, string Location, string Format)
{
    /// <summary>What it is, in sentences.</summary>
    public string Description { get; init; } = "";

    /// <summary>Read in place: its files are never deleted.</summary>
    public bool External { get; init; }

    /// <summary>Seen by everyone.</summary>
    public bool Public { get; init; }

    /// <summary>Bytes on disk.</summary>
    public long Bytes { get; init; }

    /// <summary>The sha256 of the content, or null.</summary>
    public string? ContentId { get; init; }

    /// <summary>Whose it is; null takes the person who asked for the run.</summary>
    public Guid? CreatedBy { get; init; }

    /// <summary>The proposal whose members see it; null takes that of what the run read.</summary>
    public Guid? Proposal { get; init; }

    /// <summary>The run that makes it, if any.</summary>
    public Guid? RunId { get; init; }

    /// <summary>Free scientific metadata: a JSON object, stored as given.</summary>
    public JsonElement Metadata { get; init; } = Json.Empty;

    /// <summary>The metadata's numbers in SI, for search.</summary>
    public IReadOnlyList<IndexedQuantity> Quantities { get; init; } = [];

    /// <summary>Its cubes, in the dataset's order.</summary>
    public IReadOnlyList<CatalogCube> Cubes { get; init; } = [];

    /// <summary>Its files.</summary>
    public IReadOnlyList<CatalogFile> Files { get; init; } = [];

    /// <summary>The folders it is put into.</summary>
    public IReadOnlyList<Guid> Folders { get; init; } = [];
}
