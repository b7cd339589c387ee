using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>What is known about each <see cref="ElementType"/>.</summary>
internal static class ElementTypes
{
    private static readonly (string Name, ElementType Type)[] Names =
    [
        ("OPH_BYTE", ElementType.Byte), ("OPH_SHORT", ElementType.Short), ("OPH_INT", ElementType.Int), ("OPH_LONG", ElementType.Long),
        ("OPH_FLOAT", ElementType.Float), ("OPH_DOUBLE", ElementType.Double), ("OPH_COMPLEX_DOUBLE", ElementType.Complex),
        ("OPH_COMPLEX_FLOAT", ElementType.Complex), ("OPH_COMPLEX_INT", ElementType.Complex), ("OPH_COMPLEX_LONG", ElementType.Complex),
    ];

    /// <summary>The names users write.</summary>
    public static IEnumerable<string> AllNames => Names.Select(pair => pair.Name);

    /// <summary>Bytes of one element.</summary>
    public static int Bytes(this ElementType type) => type switch
    {
        ElementType.Byte or ElementType.UByte => 1,
        ElementType.Short or ElementType.UShort => 2,
        ElementType.Int or ElementType.UInt or ElementType.Float => 4,
        ElementType.Complex => 16,
        _ => 8,
    };

    /// <summary>Whether elements are real floats.</summary>
    public static bool IsFloat(this ElementType type) => type is ElementType.Float or ElementType.Double;

    /// <summary>Whether elements are pairs.</summary>
    public static bool IsComplex(this ElementType type) => type is ElementType.Complex or ElementType.SmallComplex;

    /// <summary>Whether elements are integers.</summary>
    public static bool IsInteger(this ElementType type) => !type.IsFloat() && !type.IsComplex();

    /// <summary>The name users write.</summary>
    public static string Name(this ElementType type) => Array.Find(Names, pair => pair.Type == type).Name ?? type.ToString();

    /// <summary>The type of that name, in any case; null for none.</summary>
    public static ElementType? Find(string name)
    {
        var index = Array.FindIndex(Names, pair => string.Equals(pair.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : Names[index].Type;
    }

    /// <summary>The elements that hold samples of a cube.</summary>
    public static ElementType Of(SampleType type) => type switch
    {
        SampleType.Int8 => ElementType.Byte,
        SampleType.Int16 => ElementType.Short,
        SampleType.Int32 => ElementType.Int,
        SampleType.Int64 => ElementType.Long,
        SampleType.Float32 => ElementType.Float,
        SampleType.Float64 => ElementType.Double,
        SampleType.UInt8 => ElementType.UByte,
        SampleType.UInt16 => ElementType.UShort,
        SampleType.UInt32 => ElementType.UInt,
        SampleType.Complex64 => ElementType.SmallComplex,
        _ => throw new RefusalException(
            "wrong-sample-type", "Array expressions have no type for uint64 samples.", "Cast the cube to int64 or float64 first."),
    };

    /// <summary>The type an expression sees: unsigned samples become the next wider signed ones, which hold them all.</summary>
    public static ElementType Seen(ElementType type) => type switch
    {
        ElementType.UByte => ElementType.Short,
        ElementType.UShort => ElementType.Int,
        ElementType.UInt => ElementType.Long,
        ElementType.SmallComplex => ElementType.Complex,
        _ => type,
    };

    /// <summary>The samples of the cube that comes out.</summary>
    public static SampleType Samples(ElementType type) => type switch
    {
        ElementType.Byte => SampleType.Int8,
        ElementType.Short => SampleType.Int16,
        ElementType.Int => SampleType.Int32,
        ElementType.Long => SampleType.Int64,
        ElementType.Float => SampleType.Float32,
        ElementType.Double => SampleType.Float64,
        _ => SampleType.Complex64,
    };

    /// <summary>The smallest and the largest value of an integer type.</summary>
    public static (Int128 Low, Int128 High) Limits(ElementType type) => Samples(type).Limits();
}
