using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A step whose inputs and outputs are known.</summary>
/// <param name="Id">Unique in the graph; steps of a composite are called <c>parent/child</c>.</param>
/// <param name="Operator">The operator with its parameters.</param>
/// <param name="Inputs">The cubes that come in, in port order.</param>
/// <param name="Links">Where they come from, in port order.</param>
/// <param name="Description">What comes out.</param>
/// <param name="When">The condition on scalar outputs; empty for always.</param>
/// <param name="OnError"><c>fail</c>, <c>skip</c>, or the id of the node to use instead.</param>
public sealed record ResolvedNode(
    string Id, BoundOperator Operator, Inputs Inputs, ImmutableArray<GraphLink> Links, Description Description, string When, string OnError)
{
    /// <summary>The names of the outputs, in the order of the description.</summary>
    public ImmutableArray<string> OutputPorts { get; } = Operator.Entry.Signature.OutputNames(Description.Outputs.Length);

    /// <summary>What the engine may do with the step.</summary>
    public OperatorKind Kind => Operator.Entry.Kind;

    /// <summary>The position of a named output; an empty name means the first.</summary>
    /// <exception cref="RefusalException">No output has that name.</exception>
    public int IndexOf(string port)
    {
        var index = port.Length == 0 && OutputPorts.Length > 0 ? 0 : OutputPorts.IndexOf(port, StringComparer.Ordinal);
        return index >= 0 ? index : throw Refusal.Unknown("output", $"{Id}.{port}", OutputPorts.Select(name => $"{Id}.{name}"));
    }
}
