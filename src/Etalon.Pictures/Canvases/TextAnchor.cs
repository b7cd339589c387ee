namespace Etalon.Pictures;

/// <summary>Which point of a text lies at the place that is given.</summary>
public enum TextAnchor
{
    /// <summary>Its left end.</summary>
    Left,

    /// <summary>Its middle.</summary>
    Centre,

    /// <summary>Its right end.</summary>
    Right,
}
