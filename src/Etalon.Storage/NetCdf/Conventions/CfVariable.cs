using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A variable as a NetCDF file of either kind describes it.</summary>
/// <param name="Name">Full name: groups, then the short name.</param>
/// <param name="Dimensions">Slowest first; for text of fixed length the last one is not among them.</param>
/// <param name="Type">The type of stored samples; null for text.</param>
/// <param name="Attributes">Its attributes, without those that only hold the file together.</param>
internal sealed record CfVariable(
    string Name, ImmutableArray<CfDimension> Dimensions, SampleType? Type, AttributeSet Attributes)
{
    /// <summary>Opens the samples.</summary>
    public required Func<StoredArray> Open { get; init; }

    /// <summary>Reads the texts of a text variable.</summary>
    public Func<ImmutableArray<string>> Texts { get; init; } = () => [];

    /// <summary>Whether samples nobody wrote hold the format's own fill value.</summary>
    public bool HasDefaultFill { get; init; }

    /// <summary>The name without groups.</summary>
    public string ShortName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Whether it holds the coordinates of a dimension of its own name.</summary>
    public bool IsCoordinate => Dimensions.Length == 1 && string.Equals(Dimensions[0].Name, Name, StringComparison.Ordinal);
}
