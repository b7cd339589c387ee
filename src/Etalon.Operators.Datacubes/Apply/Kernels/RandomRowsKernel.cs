using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Fills rows with random numbers; the number of an element in the whole cube, row by row, is its place in the stream.</summary>
internal sealed class RandomRowsKernel<T>(RandomStream stream, IRandomDraw<T> draw) : RowKernel
    where T : unmanaged
{
    private readonly Philox _philox = new(stream.Key);

    /// <inheritdoc />
    public override unsafe void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            Fill((ulong)*(long*)inputs[0].Row(row) * (ulong)output.Length, output.Span<T>(row));
        }
    }

    private void Fill(ulong first, Span<T> elements)
    {
        var most = Philox.StripWords / draw.WordsPerSample;
        for (var start = 0; start < elements.Length; start += most)
        {
            var part = elements.Slice(start, Math.Min(most, elements.Length - start));
            draw.Draw(_philox.Words((first + (ulong)start) * (ulong)draw.WordsPerSample, part.Length * draw.WordsPerSample), part);
        }
    }
}
