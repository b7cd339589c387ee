using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Etalon.Cubes;

/// <summary>Samples as text, one behind the other, straight into a buffer: no string is made for a number.</summary>
public static class SampleLine
{
    /// <summary>Decimals of samples that are no integers.</summary>
    public const int Decimals = 10;

    private const int Batch = 1 << 14;

    /// <summary>Writes samples.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="type">Their type; not complex.</param>
    /// <param name="samples">Packed samples.</param>
    /// <param name="between">What stands between them.</param>
    public static void Write(IBufferWriter<byte> target, SampleType type, ReadOnlySpan<byte> samples, ReadOnlySpan<byte> between)
    {
        ArgumentNullException.ThrowIfNull(target);
        switch (type)
        {
            case SampleType.Float64: Floats<double>(target, samples, between); break;
            case SampleType.Float32: Floats<float>(target, samples, between); break;
            case SampleType.Float16: Floats<Half>(target, samples, between); break;
            case SampleType.Int8: Integers<sbyte>(target, samples, between); break;
            case SampleType.UInt8: Integers<byte>(target, samples, between); break;
            case SampleType.Int16: Integers<short>(target, samples, between); break;
            case SampleType.UInt16: Integers<ushort>(target, samples, between); break;
            case SampleType.Int32: Integers<int>(target, samples, between); break;
            case SampleType.UInt32: Integers<uint>(target, samples, between); break;
            case SampleType.Int64: Integers<long>(target, samples, between); break;
            case SampleType.UInt64: Integers<ulong>(target, samples, between); break;
            default: throw new ArgumentOutOfRangeException(nameof(type), type, "Complex numbers have no single text.");
        }
    }

    private static void Floats<T>(IBufferWriter<byte> target, ReadOnlySpan<byte> samples, ReadOnlySpan<byte> between)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(samples);
        var done = 0;
        while (done < values.Length)
        {
            var room = target.GetSpan(Batch);
            var at = 0;
            while (done < values.Length && room.Length - at >= FixedDecimals.Longest + between.Length)
            {
                if (done > 0)
                {
                    between.CopyTo(room[at..]);
                    at += between.Length;
                }

                at += FixedDecimals.Write(double.CreateTruncating(values[done++]), Decimals, room[at..]);
            }

            target.Advance(at);
        }
    }

    private static void Integers<T>(IBufferWriter<byte> target, ReadOnlySpan<byte> samples, ReadOnlySpan<byte> between)
        where T : unmanaged, IBinaryInteger<T>
    {
        const int longest = 24;
        var values = MemoryMarshal.Cast<byte, T>(samples);
        var done = 0;
        while (done < values.Length)
        {
            var room = target.GetSpan(Batch);
            var at = 0;
            while (done < values.Length && room.Length - at >= longest + between.Length)
            {
                if (done > 0)
                {
                    between.CopyTo(room[at..]);
                    at += between.Length;
                }

                _ = values[done++].TryFormat(room[at..], out var written, default, CultureInfo.InvariantCulture);
                at += written;
            }

            target.Advance(at);
        }
    }
}
