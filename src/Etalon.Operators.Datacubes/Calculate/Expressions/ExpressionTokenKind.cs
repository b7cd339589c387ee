namespace Etalon.Operators.Datacubes;

/// <summary>What a word of an expression is.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>The name of a cube, a function, a constant or a unit.</summary>
    Name,

    /// <summary>A unit in brackets after a number: <c>5 [m s-1]</c>.</summary>
    Unit,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Sign,

    /// <summary>Behind the last word.</summary>
    End,
}
