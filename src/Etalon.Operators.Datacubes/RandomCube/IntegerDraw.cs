using System.Numerics;
using System.Runtime.InteropServices;

namespace Etalon.Operators.Datacubes;

/// <summary>Whole numbers from low to high: the upper half of random * count, so that no number is favoured by more than count / 2^64.</summary>
internal sealed class IntegerDraw<T>(long low, ulong count) : IRandomDraw<T>
    where T : unmanaged, INumber<T>
{
    /// <inheritdoc />
    public int WordsPerSample => 2;

    /// <inheritdoc />
    public void Draw(ReadOnlySpan<uint> words, Span<T> samples)
    {
        var pairs = MemoryMarshal.Cast<uint, ulong>(words);
        for (var i = 0; i < samples.Length; i++)
        {
            // A count of 0 stands for 2^64: every pattern is a number.
            var step = count == 0 ? pairs[i] : Math.BigMul(pairs[i], count, out _);
            samples[i] = T.CreateTruncating(unchecked(low + (long)step));
        }
    }
}
