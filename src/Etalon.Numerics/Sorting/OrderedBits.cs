using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>
/// Signed integers that sort like the float32 they stand for: negative floats have all bits but the sign inverted. The way back is the
/// same. Minus zero comes before zero; NaN has no place, so none may come in.
/// </summary>
/// <remarks>Signed comparisons of 32 bits are one instruction on every processor, and know no exceptions for zeros and NaN.</remarks>
public static class OrderedBits
{
    /// <summary>There and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Swap(Vector512<int> bits) => bits ^ ((bits >> 31) & Vector512.Create(int.MaxValue));

    /// <summary>There and back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Swap(int bits) => bits ^ ((bits >> 31) & int.MaxValue);

    /// <summary>Floats to integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Of(Vector512<float> values) => Swap(values.AsInt32());

    /// <summary>A float to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(float value) => Swap(BitConverter.SingleToInt32Bits(value));

    /// <summary>Integers to floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector512<int> ordered) => Swap(ordered).AsSingle();

    /// <summary>An integer to a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(int ordered) => BitConverter.Int32BitsToSingle(Swap(ordered));
}
