namespace Etalon.Ophidia;

/// <summary>A task.</summary>
/// <param name="Task">The task.</param>
public sealed record FlowTask(OphidiaTask Task) : FlowNode;
