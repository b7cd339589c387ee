namespace Etalon.Cubes;

/// <summary>What is known about each <see cref="SampleType"/>.</summary>
public static class SampleTypes
{
    private static readonly string[] Names =
        ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64", "complex64", "float16"];

    /// <summary>Bytes of one sample.</summary>
    public static int Bytes(this SampleType type) => type switch
    {
        SampleType.Int8 or SampleType.UInt8 => 1,
        SampleType.Int16 or SampleType.UInt16 or SampleType.Float16 => 2,
        SampleType.Int32 or SampleType.UInt32 or SampleType.Float32 => 4,
        _ => 8,
    };

    /// <summary>Whether samples are binary floating point (complex numbers not included).</summary>
    public static bool IsFloat(this SampleType type) => type is SampleType.Float32 or SampleType.Float64 or SampleType.Float16;

    /// <summary>Whether samples are integers.</summary>
    public static bool IsInteger(this SampleType type) => type <= SampleType.UInt64;

    /// <summary>Whether samples are integers that can be negative.</summary>
    public static bool IsSigned(this SampleType type) =>
        type is SampleType.Int8 or SampleType.Int16 or SampleType.Int32 or SampleType.Int64;

    /// <summary>The name used everywhere: <c>uint16</c>, <c>float32</c>, …</summary>
    public static string Name(this SampleType type) => Names[(int)type];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>The type of that name.</summary>
    /// <exception cref="RefusalException">No type has that name.</exception>
    public static SampleType Parse(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index >= 0 ? (SampleType)index : throw Refusal.Unknown("sample type", name, Names);
    }

    /// <summary>The type of samples held as <typeparamref name="T"/>.</summary>
    public static SampleType Of<T>()
        where T : unmanaged =>
        default(T) switch
        {
            sbyte => SampleType.Int8,
            byte => SampleType.UInt8,
            short => SampleType.Int16,
            ushort => SampleType.UInt16,
            int => SampleType.Int32,
            uint => SampleType.UInt32,
            long => SampleType.Int64,
            ulong => SampleType.UInt64,
            Half => SampleType.Float16,
            float => SampleType.Float32,
            double => SampleType.Float64,
            Complex64 => SampleType.Complex64,
            _ => throw new NotSupportedException($"{typeof(T).Name} is no sample type."),
        };

    /// <summary>The smallest and the largest value of an integer type.</summary>
    public static (Int128 Low, Int128 High) Limits(this SampleType type) => type switch
    {
        SampleType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        SampleType.UInt8 => (byte.MinValue, byte.MaxValue),
        SampleType.Int16 => (short.MinValue, short.MaxValue),
        SampleType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        SampleType.Int32 => (int.MinValue, int.MaxValue),
        SampleType.UInt32 => (uint.MinValue, uint.MaxValue),
        SampleType.Int64 => (long.MinValue, long.MaxValue),
        SampleType.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => throw new NotSupportedException($"{type.Name()} has no integer limits."),
    };
}
