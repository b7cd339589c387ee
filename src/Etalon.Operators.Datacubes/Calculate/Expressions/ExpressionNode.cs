using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>A part of a parsed expression.</summary>
/// <param name="Place">Where it stands.</param>
internal abstract record ExpressionNode(Place Place)
{
    /// <summary>A number, with a unit or without.</summary>
    internal sealed record Number(double Value, bool IsWhole, string Unit, Place Place) : ExpressionNode(Place);

    /// <summary>A cube or a constant.</summary>
    internal sealed record Name(string Text, Place Place) : ExpressionNode(Place);

    /// <summary>An operator or a function with its operands; <paramref name="Sign"/> is the part to point at.</summary>
    internal sealed record Apply(CalculateFunction Function, ImmutableArray<ExpressionNode> Operands, Place Sign, Place Place) : ExpressionNode(Place);
}
