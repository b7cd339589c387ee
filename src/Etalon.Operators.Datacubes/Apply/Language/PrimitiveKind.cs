namespace Etalon.Operators.Datacubes;

/// <summary>What a primitive does to the shape of an array.</summary>
public enum PrimitiveKind
{
    /// <summary>Every row by itself, as many elements as before or as its arguments say.</summary>
    Simple,

    /// <summary>Every row by itself, fewer elements.</summary>
    Reduce,
}
