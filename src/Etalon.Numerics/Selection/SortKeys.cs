using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Unsigned keys that sort like the samples they stand for.</summary>
/// <remarks>
/// Floats: positive ones get the sign bit, negative ones are inverted; minus zero becomes zero; NaN gets the largest key, which
/// no number has. Signed integers: the sign bit is flipped.
/// </remarks>
public static unsafe class SortKeys
{
    /// <summary>The key of a float32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return float.IsNaN(value) ? uint.MaxValue : (uint)(bits ^ ((bits >> 31) | int.MinValue));
    }

    /// <summary>The key of a float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return double.IsNaN(value) ? ulong.MaxValue : (ulong)(bits ^ ((bits >> 63) | long.MinValue));
    }

    /// <summary>Sixteen keys of float32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Of(Vector512<float> values)
    {
        var bits = (values + Vector512<float>.Zero).AsInt32();
        var keys = bits ^ ((bits >> 31) | Vector512.Create(int.MinValue));
        return (keys | (~Vector512.Equals(values, values)).AsInt32()).AsUInt32();
    }

    /// <summary>Eight keys of float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Of(Vector512<double> values)
    {
        var bits = (values + Vector512<double>.Zero).AsInt64();
        var keys = bits ^ ((bits >> 63) | Vector512.Create(long.MinValue));
        return (keys | (~Vector512.Equals(values, values)).AsInt64()).AsUInt64();
    }

    /// <summary>The float32 of a key.</summary>
    public static float ToSingle(uint key)
    {
        var bits = (int)key;
        return BitConverter.Int32BitsToSingle(bits < 0 ? bits & int.MaxValue : ~bits);
    }

    /// <summary>The float64 of a key.</summary>
    public static double ToDouble(ulong key)
    {
        var bits = (long)key;
        return BitConverter.Int64BitsToDouble(bits < 0 ? bits & long.MaxValue : ~bits);
    }
}
