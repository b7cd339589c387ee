namespace Etalon.Operators.Datacubes;

/// <summary>Arguments that many primitives have.</summary>
internal static class CommonArguments
{
    /// <summary>The array that is worked on.</summary>
    public static PrimitiveArgument Measure { get; } = new("measure", PrimitiveArgumentKind.Array, "the array");

    /// <summary>The first of two arrays.</summary>
    public static PrimitiveArgument A { get; } = new("a", PrimitiveArgumentKind.Array, "the first array");

    /// <summary>The second of two arrays.</summary>
    public static PrimitiveArgument B { get; } = new("b", PrimitiveArgumentKind.Array, "the second array");

    /// <summary>Any number of arrays.</summary>
    public static PrimitiveArgument Arrays { get; } = new("arrays", PrimitiveArgumentKind.Array, "arrays, any number of them", Repeats: true);

    /// <summary>What stands for missing besides NaN.</summary>
    public static PrimitiveArgument Missing { get; } =
        new("missing", PrimitiveArgumentKind.Number, "what counts as missing, besides NaN; results without any value are this", "NAN");

    /// <summary>What is written where there is nothing to take.</summary>
    public static PrimitiveArgument Filling { get; } =
        new("filling", PrimitiveArgumentKind.Number, "what is written where there is nothing to take", "NAN");

    /// <summary>A number.</summary>
    public static PrimitiveArgument Number(string name, string doc, string? value = null) => new(name, PrimitiveArgumentKind.Number, doc, value);

    /// <summary>A text.</summary>
    public static PrimitiveArgument Text(string name, string doc, string? value = null) => new(name, PrimitiveArgumentKind.Text, doc, value);

    /// <summary>An array.</summary>
    public static PrimitiveArgument Array(string name, string doc, string? value = null) => new(name, PrimitiveArgumentKind.Array, doc, value);
}
