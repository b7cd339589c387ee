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

    /// <summary>A search and its facets, for somebody who sees what many proposals have.</summary>
    Page,

    /// <summary>Publishing a run.</summary>
    Publish,
}
