namespace Etalon.Ophidia;

/// <summary>What one task takes from another.</summary>
public enum DependencyKind
{
    /// <summary>Nothing: it only comes later.</summary>
    Embedded,

    /// <summary>All outputs, as a list.</summary>
    All,

    /// <summary>The one output; without exactly one the task is not carried out.</summary>
    Single,
}
