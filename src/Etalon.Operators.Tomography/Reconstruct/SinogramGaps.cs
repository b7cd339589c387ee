using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Copies a sinogram and closes its gaps: a missing sample is interpolated along its row, a missing row is its neighbour's.</summary>
internal static unsafe class SinogramGaps
{
    /// <summary>Copies.</summary>
    /// <param name="source">The first sample of the first row.</param>
    /// <param name="rowStride">Samples from one row to the next.</param>
    /// <param name="columnStride">Samples from one column to the next.</param>
    /// <param name="target">Room for packed rows.</param>
    /// <param name="rows">Projections.</param>
    /// <param name="columns">Samples of a row.</param>
    /// <returns>False if not one sample is known; the target is zero then.</returns>
    public static bool Copy(float* source, long rowStride, long columnStride, float* target, int rows, int columns)
    {
        var lastGood = -1;
        for (var row = 0; row < rows; row++)
        {
            var (from, to) = (row * rowStride, (long)row * columns);
            var hasGaps = CopyRow(source + from, columnStride, target + to, columns);
            if (hasGaps && !Close(target + to, columns))
            {
                if (lastGood >= 0)
                {
                    Span(target, lastGood, columns).CopyTo(Span(target, row, columns));
                }

                continue;
            }

            // Rows missing from the beginning are those of the first that is known.
            for (var before = lastGood < 0 ? 0 : row; before < row; before++)
            {
                Span(target, row, columns).CopyTo(Span(target, before, columns));
            }

            lastGood = row;
        }

        if (lastGood < 0)
        {
            for (var row = 0; row < rows; row++)
            {
                Span(target, row, columns).Clear();
            }
        }

        return lastGood >= 0;
    }

    private static Span<float> Span(float* target, int row, int columns) => new(target + ((long)row * columns), columns);

    /// <summary>Copies a row; whether it has samples that are no numbers.</summary>
    private static bool CopyRow(float* source, long stride, float* target, int columns)
    {
        if (stride == 1)
        {
            new ReadOnlySpan<float>(source, columns).CopyTo(new Span<float>(target, columns));
        }
        else
        {
            for (var column = 0; column < columns; column++)
            {
                target[column] = source[column * stride];
            }
        }

        return !IsFinite(target, columns);
    }

    private static bool IsFinite(float* row, int columns)
    {
        // An infinity or what is no number, times zero, is no number, and stays so in the sum.
        var (sum, column) = (Vector512<float>.Zero, 0);
        for (; column + Vector512<float>.Count <= columns; column += Vector512<float>.Count)
        {
            sum += Vector512.Load(row + column) * Vector512<float>.Zero;
        }

        var isFinite = Vector512.EqualsAll(sum, Vector512<float>.Zero);
        for (; column < columns; column++)
        {
            isFinite &= float.IsFinite(row[column]);
        }

        return isFinite;
    }

    /// <summary>Bridges what is missing or infinite; false if there is nothing else.</summary>
    private static bool Close(float* row, int columns)
    {
        for (var column = 0; column < columns; column++)
        {
            row[column] = float.IsFinite(row[column]) ? row[column] : float.NaN;
        }

        return RowGaps.Bridge(row, columns);
    }
}
