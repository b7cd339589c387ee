namespace Etalon.Ophidia;

/// <summary>A dimension as Ophidia sees it: the axis of that name, and the part it plays.</summary>
/// <param name="Name">The axis.</param>
/// <param name="Type">The type of its values: <c>double</c>, <c>float</c>, <c>long</c>, <c>int</c>.</param>
/// <param name="Size">How many values; 0 for one that was reduced away, which Ophidia shows as <c>ALL</c>.</param>
/// <param name="IsImplicit">Whether it lies within the arrays; otherwise it numbers the rows.</param>
public sealed record OphidiaDimension(string Name, string Type, long Size, bool IsImplicit)
{
    /// <summary>The hierarchy its levels come from: <c>oph_base</c> or <c>oph_time</c>.</summary>
    public string Hierarchy { get; init; } = "oph_base";

    /// <summary>The level within the hierarchy: <c>c</c>, <c>d</c>, <c>M</c>, …; <c>A</c> for all.</summary>
    public string ConceptLevel { get; init; } = "c";

    /// <summary>The grid its values belong to; empty for none.</summary>
    public string Grid { get; init; } = "";

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsReduced => Size == 0;
}
