using Etalon.Cubes;

namespace Etalon.Catalog;

/// <summary>What is looked for; every condition must hold.</summary>
public sealed record DatasetSearch
{
    /// <summary>Words in the name, description, metadata's texts, cube or axis names; each may be the beginning of a word.</summary>
    public string? Text { get; init; }

    /// <summary>The name as a pattern: <c>*</c> any text, <c>?</c> one character; letter case does not matter.</summary>
    public string? Name { get; init; }

    /// <summary>Ranges of quantities.</summary>
    public IReadOnlyList<QuantityCondition> Quantities { get; init; } = [];

    /// <summary>Values of metadata.</summary>
    public IReadOnlyList<MetadataCondition> Metadata { get; init; } = [];

    /// <summary>Has a cube of this type.</summary>
    public SampleType? SampleType { get; init; }

    /// <summary>Has cubes with these axes.</summary>
    public IReadOnlyList<string> Axes { get; init; } = [];

    /// <summary>The storage format.</summary>
    public string? Format { get; init; }

    /// <summary>Created at this moment or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created before this moment.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Is in this folder.</summary>
    public Guid? Folder { get; init; }

    /// <summary>Belongs to this proposal.</summary>
    public Guid? Proposal { get; init; }

    /// <summary>Belongs to this person.</summary>
    public Guid? CreatedBy { get; init; }
}
