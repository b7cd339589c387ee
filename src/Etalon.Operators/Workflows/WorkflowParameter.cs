using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>A value that can be set from outside.</summary>
/// <param name="Name">Used as <c>${name}</c>.</param>
/// <param name="Doc">What it means.</param>
/// <param name="Default">Its value when none is given; null for nothing: what is set to it is not set at all.</param>
/// <param name="IsRequired">Whether a value must be given: there is no default, not even null.</param>
public sealed record WorkflowParameter(string Name, string Doc, JsonNode? Default, bool IsRequired);
