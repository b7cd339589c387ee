namespace Etalon.Operators;

/// <summary>A cube that a workflow needs.</summary>
/// <param name="Name">Used in links as <c>$name</c>.</param>
/// <param name="Doc">What it should be.</param>
public sealed record WorkflowInput(string Name, string Doc);
