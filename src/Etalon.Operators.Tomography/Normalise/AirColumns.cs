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
        var isKnown = first > 0 && last > 0;
        for (var x = 0; x < width; x++)
        {
            var air = first + ((x - middle) * slope);
            row[x] = isKnown && air > 0 ? (float)(row[x] / air) : float.NaN;
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
