namespace Etalon.Operators.Datacubes;

/// <summary>What an argument of a primitive takes.</summary>
public enum PrimitiveArgumentKind
{
    /// <summary>The measure, the dimension or what another primitive made.</summary>
    Array,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text in quotes.</summary>
    Text,
}
