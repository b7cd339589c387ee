namespace SmoothPack;

/// <summary>The arithmetic of <see cref="Smooth"/>: spans in, spans out.</summary>
public static class SmoothKernel
{
    /// <summary>Smooths every line of a block. Missing samples (NaN) stay missing and are left out of their neighbours' means.</summary>
    /// <param name="input">The block with its halo.</param>
    /// <param name="output">The block without.</param>
    /// <param name="lines">The output's shape, seen from the axis.</param>
    /// <param name="inputLength">Samples of the axis in the input.</param>
    /// <param name="before">Where the first output sample lies in the input: 1, or 0 at the cube's edge.</param>
    public static void Run(ReadOnlySpan<float> input, Span<float> output, Lines lines, long inputLength, long before)
    {
        for (var outer = 0L; outer < lines.Outer; outer++)
        {
            for (var i = 0L; i < lines.Length; i++)
            {
                for (var inner = 0L; inner < lines.Inner; inner++)
                {
                    var at = (outer * inputLength + i + before) * lines.Inner + inner;
                    var middle = input[(int)at];
                    var (sum, weight) = (2.0 * middle, 2.0);
                    Add(i + before > 0, at - lines.Inner, input, ref sum, ref weight);
                    Add(i + before < inputLength - 1, at + lines.Inner, input, ref sum, ref weight);
                    output[(int)((outer * lines.Length + i) * lines.Inner + inner)] = (float)(sum / weight);
                }
            }
        }
    }

    private static void Add(bool inside, long at, ReadOnlySpan<float> input, ref double sum, ref double weight)
    {
        if (inside && !float.IsNaN(input[(int)at]))
        {
            sum += input[(int)at];
            weight += 1;
        }
    }
}
