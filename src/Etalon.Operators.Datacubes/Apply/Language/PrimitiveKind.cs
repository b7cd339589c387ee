namespace Etalon.Operators.Datacubes;

/// <summary>What a primitive does to arrays and rows.</summary>
public enum PrimitiveKind
{
    /// <summary>Every row by itself, as many elements as before or as its arguments say.</summary>
    Simple,

    /// <summary>Every row by itself, fewer elements.</summary>
    Reduce,

    /// <summary>All rows, or groups of them, become one.</summary>
    Aggregate,
}
