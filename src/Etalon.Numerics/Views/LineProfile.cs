namespace Etalon.Numerics;

/// <summary>The values of an image along a line, between samples by bilinear interpolation.</summary>
/// <param name="FromX">Where the line begins, in columns from the centre of the first.</param>
/// <param name="FromY">Where it begins, in rows.</param>
/// <param name="ToX">Where it ends, in columns.</param>
/// <param name="ToY">Where it ends, in rows.</param>
public readonly record struct LineProfile(double FromX, double FromY, double ToX, double ToY)
{
    /// <summary>The length in samples.</summary>
    public double Length => double.Hypot(ToX - FromX, ToY - FromY);

    /// <summary>How many points lie on it: about one for each sample, both ends included.</summary>
    public int Points => (int)Math.Round(Length, MidpointRounding.AwayFromZero) + 1;

    /// <summary>The values at equal distances from the beginning to the end.</summary>
    /// <param name="image">Row by row; NaN is missing.</param>
    /// <param name="rows">Rows of the image.</param>
    /// <param name="columns">Samples in a row.</param>
    /// <param name="width">Over how many parallel lines, one sample apart, the mean is taken.</param>
    /// <returns>NaN where a needed sample is missing or lies outside on every line.</returns>
    public double[] Of(ReadOnlySpan<double> image, int rows, int columns, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var values = new double[Points];
        var (stepX, stepY) = values.Length > 1 ? ((ToX - FromX) / (values.Length - 1), (ToY - FromY) / (values.Length - 1)) : (0, 0);
        var (asideX, asideY) = Length > 0 ? (-(ToY - FromY) / Length, (ToX - FromX) / Length) : (0, 1);
        for (var i = 0; i < values.Length; i++)
        {
            var (sum, count) = (0.0, 0);
            for (var line = 0; line < width; line++)
            {
                var off = line - ((width - 1) / 2.0);
                var value = At(image, rows, columns, FromX + (i * stepX) + (off * asideX), FromY + (i * stepY) + (off * asideY));
                if (!double.IsNaN(value))
                {
                    sum += value;
                    count++;
                }
            }

            values[i] = count > 0 ? sum / count : double.NaN;
        }

        return values;
    }

    private static double At(ReadOnlySpan<double> image, int rows, int columns, double x, double y)
    {
        // Rounding may carry the end of a line a hair beyond the last sample.
        const double hair = 1e-9;
        if (!(x >= -hair && y >= -hair && x <= columns - 1 + hair && y <= rows - 1 + hair))
        {
            return double.NaN;
        }

        (x, y) = (Math.Clamp(x, 0, columns - 1), Math.Clamp(y, 0, rows - 1));
        var (left, top) = ((int)x, (int)y);
        var (dx, dy) = (x - left, y - top);
        var upper = Between(image, (top * columns) + left, dx);
        return dy > 0 ? upper + ((Between(image, ((top + 1) * columns) + left, dx) - upper) * dy) : upper;
    }

    private static double Between(ReadOnlySpan<double> image, int place, double part) =>
        part > 0 ? image[place] + ((image[place + 1] - image[place]) * part) : image[place];
}
