using System.Collections.Immutable;

namespace Etalon.Operators;

/// <summary>Where a port or an output of a workflow file gets its cube: of several choices the first that is there.</summary>
/// <param name="Choices">Steps and inputs, written with <c>|</c> between them; at least one.</param>
/// <param name="IsOptional">Whether the port may stay unconnected where none is there; written with a question mark at the end.</param>
public sealed record WorkflowLink(ImmutableArray<GraphLink> Choices, bool IsOptional = false)
{
    /// <inheritdoc />
    public override string ToString() => string.Join(" | ", Choices) + (IsOptional ? "?" : "");
}
