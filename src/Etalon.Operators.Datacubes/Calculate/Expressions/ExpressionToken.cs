namespace Etalon.Operators.Datacubes;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; without quotes for names and units.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text, Place Place)
{
    /// <summary>Whether it is that sign.</summary>
    public bool Is(string sign) => Kind == ExpressionTokenKind.Sign && string.Equals(Text, sign, StringComparison.Ordinal);
}
