namespace Etalon.Ophidia;

/// <summary>Three months; December goes with the year before its January.</summary>
public enum Season
{
    /// <summary>No season.</summary>
    None,

    /// <summary>December, January, February.</summary>
    Winter,

    /// <summary>March, April, May.</summary>
    Spring,

    /// <summary>June, July, August.</summary>
    Summer,

    /// <summary>September, October, November.</summary>
    Autumn,
}
