using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Samples as cells. A type that Ophidia does not know becomes the one that it is called by.</summary>
public static class OphidiaSamples
{
    /// <summary>Samples as base64 of their bytes, little-endian, in the type that <see cref="OphidiaTypes.Name"/> says.</summary>
    public static string ToBase64(SampleType type, ReadOnlySpan<byte> samples) => type switch
    {
        SampleType.UInt8 => Widened<byte, short>(samples),
        SampleType.UInt16 => Widened<ushort, int>(samples),
        SampleType.UInt32 => Widened<uint, long>(samples),
        SampleType.Float16 => Widened<Half, float>(samples),
        _ => Convert.ToBase64String(samples),
    };

    /// <summary>Samples as numbers between commas.</summary>
    public static string ToText(SampleType type, ReadOnlySpan<byte> samples)
    {
        var text = new ArrayBufferWriter<byte>(Math.Max(512, samples.Length * 4));
        SampleLine.Write(text, type, samples, ", "u8);
        return Encoding.ASCII.GetString(text.WrittenSpan);
    }

    private static string Widened<TFrom, TTo>(ReadOnlySpan<byte> samples)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        var from = MemoryMarshal.Cast<byte, TFrom>(samples);
        var to = new TTo[from.Length];
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = TTo.CreateTruncating(from[i]);
        }

        return Convert.ToBase64String(MemoryMarshal.AsBytes(to.AsSpan()));
    }
}
