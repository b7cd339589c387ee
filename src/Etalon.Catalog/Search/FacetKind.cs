namespace Etalon.Catalog;

/// <summary>What a facet counts.</summary>
public enum FacetKind
{
    /// <summary>A value of the metadata.</summary>
    Metadata,

    /// <summary>Storage formats.</summary>
    Format,

    /// <summary>Sample types of cubes.</summary>
    SampleType,

    /// <summary>Names of axes.</summary>
    Axis,
}
