using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Datacubes;

/// <summary>float32: 24 random bits; float64: 53. The end is never reached, not even by rounding.</summary>
internal sealed class UniformDraw(double low, double high) : IRandomDraw<float>, IRandomDraw<double>
{
    /// <inheritdoc />
    int IRandomDraw<float>.WordsPerSample => 1;

    /// <inheritdoc />
    int IRandomDraw<double>.WordsPerSample => 2;

    /// <inheritdoc />
    public void Draw(ReadOnlySpan<uint> words, Span<float> samples)
    {
        var (start, most) = ((float)low, MathF.BitDecrement((float)high));
        var grain = (float)((high - low) * Math.ScaleB(1, -24));
        var i = 0;
        for (; i <= samples.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var bits = Vector512.Create(words[i..]) >>> 8;
            var value = (Vector512.ConvertToSingle(bits.AsInt32()) * grain) + Vector512.Create(start);
            Vector512.Min(value, Vector512.Create(most)).CopyTo(samples[i..]);
        }

        for (; i < samples.Length; i++)
        {
            var value = ((words[i] >> 8) * grain) + start;
            samples[i] = Math.Min(value, most);
        }
    }

    /// <inheritdoc />
    public void Draw(ReadOnlySpan<uint> words, Span<double> samples)
    {
        var pairs = MemoryMarshal.Cast<uint, ulong>(words);
        var most = Math.BitDecrement(high);
        var grain = (high - low) * Math.ScaleB(1, -53);
        for (var i = 0; i < samples.Length; i++)
        {
            var value = ((pairs[i] >> 11) * grain) + low;
            samples[i] = Math.Min(value, most);
        }
    }
}
