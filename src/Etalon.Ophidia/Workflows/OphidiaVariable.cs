namespace Etalon.Ophidia;

/// <summary>What a name stands for in the arguments of tasks.</summary>
/// <param name="Label">The text put in place of <c>@name</c>.</param>
/// <param name="Index">The number put in place of <c>&amp;name</c>.</param>
public readonly record struct OphidiaVariable(string Label, long Index);
