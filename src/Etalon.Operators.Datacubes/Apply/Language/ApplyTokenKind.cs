namespace Etalon.Operators.Datacubes;

/// <summary>What a word of an array expression is.</summary>
internal enum ApplyTokenKind
{
    /// <summary>A name: a primitive, <c>measure</c>, <c>NULL</c>, …</summary>
    Name,

    /// <summary>A number without its sign.</summary>
    Number,

    /// <summary>A text between quotes.</summary>
    Text,

    /// <summary>A bracket, a comma or a sign of a number.</summary>
    Sign,

    /// <summary>Behind the last word.</summary>
    End,
}
