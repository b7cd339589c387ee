using System.Numerics;
using System.Runtime.InteropServices;

namespace Etalon.Operators.Datacubes;

/// <summary>The bytes of an element that is written where there is nothing to take.</summary>
internal static class Filling
{
    /// <summary>A number as an element of an array's type; NaN is what is missing there.</summary>
    public static byte[] Of(PrimitiveCall call, ArrayShape shape, string argument, double number)
    {
        if (double.IsNaN(number) && shape.Type.IsInteger())
        {
            number = shape.Missing is { } missing
                ? (double)missing
                : throw call.Refused(argument, $"is NaN, and {shape.Type.Name()} has no such number", "Give a whole number, or compute in OPH_DOUBLE.");
        }

        return shape.Type switch
        {
            ElementType.Byte => Bytes(sbyte.CreateSaturating(number)),
            ElementType.Short => Bytes(short.CreateSaturating(number)),
            ElementType.Int => Bytes(int.CreateSaturating(number)),
            ElementType.Long => Bytes(long.CreateSaturating(number)),
            ElementType.Float => Bytes((float)number),
            ElementType.Complex => [.. Bytes(number), .. Bytes(0.0)],
            _ => Bytes(number),
        };
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged, INumber<T> => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
