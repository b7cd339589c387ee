using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Sixteen counts of a detector as floats.</summary>
internal static unsafe class CountLanes
{
    /// <summary>Counts taken at a time.</summary>
    public const int Count = 16;

    /// <summary>Sixteen neighbouring counts, each rounded to the nearest float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load<T>(T* counts)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return Vector512.Load((float*)counts);
        }

        if (typeof(T) == typeof(uint))
        {
            return Vector512.ConvertToSingle(Vector512.Load((uint*)counts));
        }

        var shorts = typeof(T) == typeof(ushort) ? Vector256.Load((ushort*)counts) : Widen((byte*)counts);
        var (low, high) = Vector256.Widen(shorts);
        return Vector512.ConvertToSingle(Vector512.Create(low, high).AsInt32());
    }

    /// <summary>The last few counts of a row; lanes behind them are 0.</summary>
    public static Vector512<float> Load<T>(T* counts, int count)
        where T : unmanaged
    {
        var room = stackalloc T[Count];
        new Span<T>(counts, count).CopyTo(new Span<T>(room, Count));
        return Load(room);
    }

    /// <summary>Writes the first few lanes.</summary>
    public static void Store(Vector512<float> lanes, float* target, int count)
    {
        for (var i = 0; i < count; i++)
        {
            target[i] = lanes[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Widen(byte* counts)
    {
        var (low, high) = Vector128.Widen(Vector128.Load(counts));
        return Vector256.Create(low, high);
    }
}
