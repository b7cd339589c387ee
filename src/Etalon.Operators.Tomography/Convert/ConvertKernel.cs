using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>round((value - offset) / scale), clipped, in float64, sixteen at a time.</summary>
internal sealed unsafe class ConvertKernel<T>(Packing packing) : IMapKernel
    where T : unmanaged
{
    private readonly double _perValue = 1 / (double)packing.Scale;

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var from = (float*)inputs[0].Pointer;
        var to = (T*)outputs[0].Pointer;
        var count = outputs[0].Samples;
        var i = 0L;
        for (; i + CountLanes.Count <= count; i += CountLanes.Count)
        {
            var numbers = Numbers(Vector512.Load(from + i));
            var shorts = Vector256.Narrow(numbers.GetLower(), numbers.GetUpper());
            if (typeof(T) == typeof(byte))
            {
                Vector128.Narrow(shorts.GetLower(), shorts.GetUpper()).Store((byte*)(to + i));
            }
            else
            {
                shorts.Store((ushort*)(to + i));
            }
        }

        for (; i < count; i++)
        {
            // The same steps for the last few.
            var number = Numbers(Vector512.Create(from[i]))[0];
            to[i] = typeof(T) == typeof(byte) ? Unsafe.BitCast<byte, T>((byte)number) : Unsafe.BitCast<ushort, T>((ushort)number);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<uint> Numbers(Vector512<float> values)
    {
        var (low, high) = Vector512.Widen(values);

        // Numbers up to 65535 are exact in float32.
        return Vector512.ConvertToInt32(Vector512.Narrow(Number(low), Number(high))).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Number(Vector512<double> values)
    {
        var steps = Vector512.Round((values - Vector512.Create((double)packing.Offset)) * Vector512.Create(_perValue));
        var least = Vector512.ConditionalSelect(
            Vector512.GreaterThan(steps, Vector512<double>.Zero), steps, Vector512<double>.Zero);
        var most = Vector512.Create((double)packing.Highest);
        var clipped = Vector512.ConditionalSelect(Vector512.LessThan(least, most), least, most);
        return Vector512.ConditionalSelect(Vector512.Equals(values, values), clipped, Vector512.Create((double)packing.Missing));
    }
}
