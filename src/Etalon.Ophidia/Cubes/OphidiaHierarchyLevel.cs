namespace Etalon.Ophidia;

/// <summary>A level of a hierarchy.</summary>
/// <param name="Name">In full: <c>month</c>.</param>
/// <param name="Letter">As arguments write it: <c>M</c>.</param>
/// <param name="Below">The level whose members it collects, by its letter; empty for the lowest.</param>
/// <param name="Count">How many members of that level, about; 0 where that varies without bounds.</param>
public sealed record OphidiaHierarchyLevel(string Name, string Letter, string Below, int Count);
