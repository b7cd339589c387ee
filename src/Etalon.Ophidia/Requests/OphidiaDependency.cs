namespace Etalon.Ophidia;

/// <summary>That a task comes after another one.</summary>
/// <param name="Task">The other task.</param>
/// <param name="Kind">What is taken from it.</param>
/// <param name="Argument">The argument that gets it.</param>
/// <param name="OutputArgument">Which output of the other task.</param>
public sealed record OphidiaDependency(string Task, DependencyKind Kind, string Argument = "cube", string OutputArgument = "cube");
