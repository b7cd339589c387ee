namespace Etalon.Ophidia;

/// <summary>That a task comes after another one.</summary>
/// <param name="Task">The other task.</param>
/// <param name="Kind">What is taken from it.</param>
/// <param name="Argument">The argument that gets it.</param>
/// <param name="OutputArgument">Which output of the other task.</param>
public sealed record OphidiaDependency(string Task, DependencyKind Kind, string Argument = "cube", string OutputArgument = "cube")
{
    /// <summary>The place among others that give to the same argument: lower ones first, equal ones as they are written.</summary>
    public int Order { get; init; }

    /// <summary>Which of several outputs, from 1 on; 0 for all of them.</summary>
    public int OutputOrder { get; init; }

    /// <summary>Conditions on the outputs, as massive operations write them, without brackets; empty for none.</summary>
    public string Filter { get; init; } = "";
}
