using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>Between slices that lie one behind another and the sixteen lanes that solvers work in.</summary>
internal static unsafe class LaneSinograms
{
    private const int Lanes = LaneRows.Lanes;

    /// <summary>Lays one projection's samples side by side; lanes without a slice are 0.</summary>
    /// <param name="slices">At most sixteen.</param>
    /// <param name="row">The projection, times the columns of a row.</param>
    /// <param name="columns">How many samples.</param>
    /// <param name="to">Sixteen floats for each.</param>
    public static void Take(ReadOnlySpan<SliceTask> slices, long row, int columns, float* to)
    {
        if (slices.Length < Lanes)
        {
            NativeMemory.Clear(to, (nuint)columns * Lanes * sizeof(float));
        }

        for (var lane = 0; lane < slices.Length; lane++)
        {
            var from = slices[lane].Sinogram + row;
            for (var x = 0; x < columns; x++)
            {
                to[(x * Lanes) + lane] = from[x];
            }
        }
    }

    /// <summary>Puts an image into the slices, times a factor.</summary>
    public static void Put(float* image, ReadOnlySpan<SliceTask> slices, long pixels, float scale)
    {
        // A few pixels of all lanes at a time, while they are in the cache.
        const int few = 1024;
        for (var first = 0L; first < pixels; first += few)
        {
            var count = Math.Min(few, pixels - first);
            for (var lane = 0; lane < slices.Length; lane++)
            {
                var from = image + (first * Lanes) + lane;
                var to = slices[lane].Slice + first;
                for (var i = 0; i < count; i++)
                {
                    to[i] = from[i * Lanes] * scale;
                }
            }
        }
    }
}
