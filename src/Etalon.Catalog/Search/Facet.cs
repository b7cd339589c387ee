namespace Etalon.Catalog;

/// <summary>Something whose values are counted over what a search finds.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">For metadata: the names on the way to the value, outermost first.</param>
public sealed record Facet(FacetKind Kind, IReadOnlyList<string> Path)
{
    /// <summary>Storage formats.</summary>
    public static Facet Format { get; } = new(FacetKind.Format, []);

    /// <summary>Sample types of cubes.</summary>
    public static Facet SampleType { get; } = new(FacetKind.SampleType, []);

    /// <summary>Names of axes.</summary>
    public static Facet Axis { get; } = new(FacetKind.Axis, []);

    /// <summary>Values of metadata.</summary>
    public static Facet Metadata(params IReadOnlyList<string> path) => new(FacetKind.Metadata, path);
}
