namespace Etalon.Operators;

/// <summary>Something in an operator assembly that could not be used; the rest was loaded.</summary>
/// <param name="Source">The file, folder or type.</param>
/// <param name="Reason">What is wrong with it, in one sentence.</param>
public sealed record PluginProblem(string Source, string Reason);
