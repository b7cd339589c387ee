namespace Etalon.Storage;

/// <summary>Which soft and external links are followed when a node is asked for by its path.</summary>
public enum LinkResolution
{
    /// <summary>Those that lead somewhere; any other is a node of its own.</summary>
    OnlyValid,

    /// <summary>None: a link is a node of its own.</summary>
    None,

    /// <summary>All: one that leads nowhere is refused.</summary>
    All,
}
