using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>A group or dataset that was found in a file.</summary>
/// <param name="Path">The first path that led to it, without a leading slash; empty for the root.</param>
/// <param name="Source">The file it lies in.</param>
/// <param name="Reference">Where it lies there.</param>
/// <param name="Attributes">Its attributes, without those that only hold the file together.</param>
internal sealed record Hdf5Entry(string Path, Hdf5Source Source, Hdf5Reference Reference, AttributeSet Attributes)
{
    /// <summary>The type of a dataset; null for a group.</summary>
    public Hdf5Type? Type { get; init; }

    /// <summary>The shape of a dataset.</summary>
    public ImmutableArray<long> Shape { get; init; } = [];

    /// <summary>Samples of a dataset; 0 where it has no value.</summary>
    public long Count { get; init; }

    /// <summary>For each axis, the dimension scales attached to it.</summary>
    public ImmutableArray<ImmutableArray<Hdf5Reference>> Scales { get; init; } = [];

    /// <summary>For each axis, its label; empty where there is none.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>The name under which it is a dimension scale; null where it is none.</summary>
    public string? ScaleName { get; init; }

    /// <summary>For a group: its members by name.</summary>
    public ImmutableSortedDictionary<string, Hdf5Entry> Members { get; init; } = ImmutableSortedDictionary<string, Hdf5Entry>.Empty;

    /// <summary>Whether it is a dataset.</summary>
    public bool IsDataset => Type is not null;

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The type of its samples; null where they are no numbers that cubes know.</summary>
    public SampleType? SampleType => Type?.Number is { } number and not NumberType.Complex128 ? (SampleType)(int)number : null;

    /// <summary>Opens it.</summary>
    public Hdf5Dataset Open() => (Hdf5Dataset)Source.File.Open(Reference);

    /// <inheritdoc />
    public bool Equals(Hdf5Entry? other) => other is not null && ReferenceEquals(Source, other.Source) && Reference == other.Reference;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Source.Path, Reference);
}
