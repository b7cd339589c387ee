using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>Divides a row by what its columns of air show: 1 is what air lets through, whatever the dose was.</summary>
/// <param name="left">Columns of air at the left end.</param>
/// <param name="right">Columns of air at the right end.</param>
/// <param name="width">Columns of a row.</param>
internal readonly unsafe struct AirColumns(int left, int right, int width)
{
    /// <summary>Whether there is anything to do.</summary>
    public bool IsUsed => left + right > 0;

    /// <summary>
    /// Corrects one row: by the mean of one side, or by a straight line between the means of both, each in the middle of its columns.
    /// A row whose air shows nothing is missing altogether.
    /// </summary>
    public void Correct(float* row)
    {
        var first = left > 0 ? Mean(row, left) : Mean(row + (width - right), right);
        var last = right > 0 ? Mean(row + (width - right), right) : first;
        var middle = (left - 1) / 2.0;
        var distance = left > 0 && right > 0 ? width - (right / 2.0) - (left / 2.0) : double.PositiveInfinity;
        var slope = (last - first) / distance;

        // A straight line is positive between two ends where it is.
        var (start, end) = (first - (middle * slope), first + ((width - 1 - middle) * slope));
        if (!(start > 0 && end > 0 && double.IsFinite(start + end)))
        {
            new Span<float>(row, width).Fill(float.NaN);
            return;
        }

        var (from, step) = (Vector512.Create((float)start), Vector512.Create((float)slope));
        for (var x = 0; x < width; x += Vector512<float>.Count)
        {
            var air = Vector512.FusedMultiplyAdd(Vector512.Create((float)x) + Vector512<float>.Indices, step, from);
            if (x + Vector512<float>.Count <= width)
            {
                (Vector512.Load(row + x) / air).Store(row + x);
            }
            else
            {
                for (var i = x; i < width; i++)
                {
                    row[i] /= air[i - x];
                }
            }
        }
    }

    private static double Mean(float* samples, int count)
    {
        var (sum, present) = (0.0, 0);
        for (var i = 0; i < count; i++)
        {
            if (!float.IsNaN(samples[i]))
            {
                sum += samples[i];
                present++;
            }
        }

        return sum / present;
    }
}
