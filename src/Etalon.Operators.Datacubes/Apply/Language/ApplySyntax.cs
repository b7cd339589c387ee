using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>An array expression as written.</summary>
/// <param name="Column">Where it begins; the first column is 1.</param>
internal abstract record ApplySyntax(int Column)
{
    /// <summary>A primitive and its arguments.</summary>
    public sealed record Call(string Primitive, ImmutableArray<ApplySyntax> Arguments, int Column) : ApplySyntax(Column);

    /// <summary><c>measure</c>, <c>dimension</c>, <c>NULL</c>.</summary>
    public sealed record Name(string Word, int Column) : ApplySyntax(Column);

    /// <summary>A number.</summary>
    /// <param name="Value">The number.</param>
    /// <param name="IsInteger">Whether it is written without a point or an exponent.</param>
    /// <param name="Column">Where it stands.</param>
    public sealed record Number(double Value, bool IsInteger, int Column) : ApplySyntax(Column);

    /// <summary>A text.</summary>
    public sealed record Text(string Value, int Column) : ApplySyntax(Column);
}
