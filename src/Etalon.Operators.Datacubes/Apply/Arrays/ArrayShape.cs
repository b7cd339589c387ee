namespace Etalon.Operators.Datacubes;

/// <summary>What is known of an array before any data is read.</summary>
/// <param name="Type">The type of its elements.</param>
/// <param name="Length">How many there are in every row.</param>
internal readonly record struct ArrayShape(ElementType Type, int Length)
{
    /// <summary>The integer that is missing; null for floats, in which NaN is.</summary>
    public Int128? Missing { get; init; }

    /// <summary>Bytes of a row.</summary>
    public long Bytes => (long)Length * Type.Bytes();
}
