namespace Etalon.Operators.Datacubes;

/// <summary>The straight line with the least squared residuals.</summary>
internal readonly struct LinearFit
{
    /// <summary>How many coefficients there are to ask for.</summary>
    public const int Coefficients = 6;

    private readonly double _meanX;
    private readonly double _meanY;
    private readonly double _slope;
    private readonly double _spread;
    private readonly double _residuals;
    private readonly int _count;

    private LinearFit(double meanX, double meanY, double slope, double spread, double residuals, int count)
    {
        (_meanX, _meanY, _slope, _spread, _residuals, _count) = (meanX, meanY, slope, spread, residuals, count);
    }

    /// <summary>Intercept, slope, covariances 00, 01, 11, sum of squared residuals.</summary>
    public double this[int coefficient]
    {
        get
        {
            var variance = _residuals / (_count - 2);
            return coefficient switch
            {
                0 => _meanY - (_slope * _meanX),
                1 => _slope,
                2 => variance * ((1.0 / _count) + (_meanX * _meanX / _spread)),
                3 => -variance * _meanX / _spread,
                4 => variance / _spread,
                _ => _residuals,
            };
        }
    }

    /// <summary>The line through points; those with a missing number are left out.</summary>
    public static LinearFit Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var (count, meanX, meanY, xx, xy, yy) = (0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
            {
                continue;
            }

            count++;
            var (left, up) = (x[i] - meanX, y[i] - meanY);
            meanX += left / count;
            meanY += up / count;
            xx += left * (x[i] - meanX);
            xy += left * (y[i] - meanY);
            yy += up * (y[i] - meanY);
        }

        var slope = xy / xx;
        return new LinearFit(
            count == 0 ? double.NaN : meanX, count == 0 ? double.NaN : meanY, slope, xx, Math.Max(0, yy - (slope * xy)), count);
    }

    /// <summary>The line at a place.</summary>
    public double At(double x) => _meanY + (_slope * (x - _meanX));
}
