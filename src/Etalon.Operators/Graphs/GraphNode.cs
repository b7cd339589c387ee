using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Etalon.Operators;

/// <summary>One use of an operator in a graph.</summary>
/// <param name="Id">Unique in the graph; a plain word.</param>
/// <param name="Operator">The operator's name.</param>
/// <param name="Parameters">Parameters as the user wrote them; missing ones take their defaults.</param>
/// <param name="Inputs">What each input port is connected to, in port order.</param>
public sealed record GraphNode(
    string Id, string Operator, JsonObject Parameters, ImmutableArray<(string Port, GraphLink Link)> Inputs)
{
    /// <summary>Only run if this condition on scalar outputs holds (<c>stats.max &gt; 3</c>); empty for always.</summary>
    public string When { get; init; } = "";

    /// <summary>What to do when the node fails: <c>fail</c> (default), <c>skip</c>, or the id of a node to use instead.</summary>
    public string OnError { get; init; } = "fail";
}
