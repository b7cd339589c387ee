namespace Etalon.Operators.Tomography;

/// <summary>
/// How much of a sinogram is noise, as the sinogram itself tells: what changes from pixel to pixel faster than a projection can.
/// </summary>
/// <remarks>
/// Fourth differences along the row hold hardly anything of a projection but its noise, times √70 where pixels are independent. Their median
/// over a few columns does not mind the ends of chords, and follows noise that is larger behind thick parts. Noise that the detector
/// has spread over neighbours is seen too small.
/// </remarks>
internal static class SinogramNoise
{
    private const int Lanes = LaneRows.Lanes;

    /// <summary>Differences of which the median is taken.</summary>
    private const int Block = 32;

    /// <summary>The 16th smallest of 32 squares of such differences, over the variance of the pixels they are made of; simulated.</summary>
    private const double MedianOfSquares = 70 * 0.4843;

    /// <summary>Adds the squares of the noise of a row to sixteen sums.</summary>
    /// <param name="row">Sixteen floats for each column.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="sums">One of each lane.</param>
    public static void Add(ReadOnlySpan<float> row, int columns, Span<double> sums)
    {
        Span<float> squares = stackalloc float[Block];
        var blocks = (columns - 4) / Block;
        if (blocks == 0)
        {
            return;
        }

        // Blocks at even distances, so that no column is left out but the ends.
        var share = (double)columns / blocks;
        for (var block = 0; block < blocks; block++)
        {
            var first = (int)((columns - 4 - Block) * (block / Math.Max(1.0, blocks - 1)));
            for (var lane = 0; lane < Lanes; lane++)
            {
                for (var i = 0; i < Block; i++)
                {
                    var at = ((first + i) * Lanes) + lane;
                    var difference = row[at] + row[at + (4 * Lanes)] - (4 * (row[at + Lanes] + row[at + (3 * Lanes)])) + (6 * row[at + (2 * Lanes)]);
                    squares[i] = difference * difference;
                }

                squares.Sort();
                sums[lane] += share * squares[(Block / 2) - 1] / MedianOfSquares;
            }
        }
    }
}
