namespace Etalon.Operators.Datacubes;

/// <summary>An aggregate of an expression.</summary>
/// <param name="Syntax">Where it stands.</param>
/// <param name="Measure">What was written as its measure.</param>
/// <param name="Missing">What was given as missing, besides NaN; null for nothing.</param>
/// <param name="Node">What it makes.</param>
/// <param name="Result">The same in the type that is asked for.</param>
internal sealed record BoundAggregate(ApplySyntax.Call Syntax, ApplySyntax Measure, double? Missing, ArrayNode.Aggregate Node, ArrayNode Result);
