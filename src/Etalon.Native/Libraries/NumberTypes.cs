using System.Numerics;

namespace Etalon.Native;

/// <summary>What is known about each <see cref="NumberType"/>.</summary>
public static class NumberTypes
{
    /// <summary>Bytes of one number.</summary>
    public static int Bytes(this NumberType type) => type switch
    {
        NumberType.Int8 or NumberType.UInt8 => 1,
        NumberType.Int16 or NumberType.UInt16 => 2,
        NumberType.Int32 or NumberType.UInt32 or NumberType.Float32 => 4,
        NumberType.Complex128 => 16,
        _ => 8,
    };

    /// <summary>The type of numbers held as <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">It is no number type.</exception>
    public static NumberType Of<T>()
        where T : unmanaged => default(T) switch
        {
            sbyte => NumberType.Int8,
            byte => NumberType.UInt8,
            short => NumberType.Int16,
            ushort => NumberType.UInt16,
            int => NumberType.Int32,
            uint => NumberType.UInt32,
            long => NumberType.Int64,
            ulong => NumberType.UInt64,
            float => NumberType.Float32,
            double => NumberType.Float64,
            Complex => NumberType.Complex128,
            _ => throw new NotSupportedException($"{typeof(T).Name} is no number type."),
        };

    /// <summary>A managed array for <paramref name="count"/> numbers; complex numbers as pairs of their parts.</summary>
    internal static Array Allocate(NumberType type, long count) => type switch
    {
        NumberType.Int8 => new sbyte[count],
        NumberType.UInt8 => new byte[count],
        NumberType.Int16 => new short[count],
        NumberType.UInt16 => new ushort[count],
        NumberType.Int32 => new int[count],
        NumberType.UInt32 => new uint[count],
        NumberType.Int64 => new long[count],
        NumberType.UInt64 => new ulong[count],
        NumberType.Float32 => new float[count],
        NumberType.Complex64 => new float[2 * count],
        NumberType.Complex128 => new Complex[count],
        _ => new double[count],
    };
}
