namespace Etalon.CatalogBench;

/// <summary>The bars.</summary>
internal enum FigureKind
{
    /// <summary>Only told.</summary>
    Told,

    /// <summary>A search.</summary>
    Search,

    /// <summary>Facets.</summary>
    Facets,

    /// <summary>Publishing a run.</summary>
    Publish,
}
