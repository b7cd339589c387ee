namespace Etalon.Catalog;

/// <summary>Which way lineage is followed.</summary>
public enum LineageDirection
{
    /// <summary>What it was made from.</summary>
    Up,

    /// <summary>What was made from it.</summary>
    Down,
}
