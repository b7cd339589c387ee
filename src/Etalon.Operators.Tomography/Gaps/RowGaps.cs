using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Bridges missing samples of a row by the nearest ones on both sides.</summary>
internal static unsafe class RowGaps
{
    /// <summary>
    /// Missing samples become a straight line between their neighbours, at an end of the row the nearest sample. A row without any
    /// sample stays missing.
    /// </summary>
    /// <param name="row">The samples; NaN is missing.</param>
    /// <param name="count">How many.</param>
    /// <returns>Whether the row has a sample at all.</returns>
    public static bool Bridge(float* row, int count)
    {
        var last = -1;
        for (var start = 0; start < count; start += Vector512<float>.Count)
        {
            var end = Math.Min(count, start + Vector512<float>.Count);
            if (end - start == Vector512<float>.Count && IsWhole(row + start))
            {
                Fill(row, last, start, count);
                last = end - 1;
                continue;
            }

            for (var i = start; i < end; i++)
            {
                if (!float.IsNaN(row[i]))
                {
                    Fill(row, last, i, count);
                    last = i;
                }
            }
        }

        Fill(row, last, count, count);
        return last >= 0;
    }

    private static bool IsWhole(float* samples)
    {
        var lanes = Vector512.Load(samples);
        return Vector512.EqualsAll(lanes, lanes);
    }

    /// <summary>Fills what lies between two samples; -1 and the count stand for none.</summary>
    private static void Fill(float* row, int before, int after, int count)
    {
        if (after - before <= 1 || (before < 0 && after == count))
        {
            return;
        }

        var left = row[before < 0 ? after : before];
        var right = row[after == count ? before : after];
        var step = ((double)right - left) / (after - before);
        for (var i = before + 1; i < after; i++)
        {
            row[i] = (float)(left + ((i - before) * step));
        }
    }
}
