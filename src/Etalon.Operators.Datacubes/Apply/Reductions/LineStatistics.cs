namespace Etalon.Operators.Datacubes;

/// <summary>Statistics of the values of a line that are not missing. One instance serves one thread.</summary>
internal sealed class LineStatistics(int longest)
{
    private readonly double[] _values = new double[longest];
    private readonly double[] _sorted = new double[longest];
    private int _count;
    private bool _isSorted;
    private double _mean;
    private double _squares;

    /// <summary>Bytes held for lines of at most that length.</summary>
    public static long Bytes(int longest) => 2L * longest * sizeof(double);

    /// <summary>How many values there are.</summary>
    public int Count => _count;

    /// <summary>Their mean; NaN without any.</summary>
    public double Mean => _count == 0 ? double.NaN : _mean;

    /// <summary>The variance by n - 1; 0 for one value.</summary>
    public double Variance => _count == 0 ? double.NaN : _squares / Math.Max(1, _count - 1);

    /// <summary>The mean distance from the mean.</summary>
    public double AbsoluteDeviation => Moment(1, isAbsolute: true) / _count;

    /// <summary>The third moment of standardised values.</summary>
    public double Skew => Moment(3, isAbsolute: false) / _count / Math.Pow(Variance, 1.5);

    /// <summary>The fourth moment of standardised values, less that of the normal distribution.</summary>
    public double Kurtosis => (Moment(4, isAbsolute: false) / _count / (Variance * Variance)) - 3;

    /// <summary>The correlation of values with their successors.</summary>
    public double Autocorrelation
    {
        get
        {
            var sum = 0.0;
            for (var i = 1; i < _count; i++)
            {
                sum += (_values[i] - _mean) * (_values[i - 1] - _mean);
            }

            return sum / _squares;
        }
    }

    /// <summary>Takes a line.</summary>
    public unsafe void Take(ReadOnlySpan<double> line)
    {
        _count = 0;
        _isSorted = false;
        foreach (var value in line)
        {
            if (!double.IsNaN(value))
            {
                _values[_count++] = value;
            }
        }

        fixed (double* values = _values)
        {
            _mean = _count == 0 ? double.NaN : RunSums<double>.Of(values, _count, null).Sum.Divide(_count).High;
            _squares = RunSums<double>.Squares(values, _count, null, _mean);
        }
    }

    /// <summary>The value below which a fraction lies, between neighbours.</summary>
    public double Quantile(double q)
    {
        if (_count == 0)
        {
            return double.NaN;
        }

        if (!_isSorted)
        {
            _values.AsSpan(0, _count).CopyTo(_sorted);
            _sorted.AsSpan(0, _count).Sort();
            _isSorted = true;
        }

        var place = q * (_count - 1);
        var below = (int)Math.Floor(place);
        return QuantileSamples.Between(_sorted[below], _sorted[Math.Min(below + 1, _count - 1)], place - below);
    }

    private double Moment(int order, bool isAbsolute)
    {
        var sum = 0.0;
        for (var i = 0; i < _count; i++)
        {
            var left = isAbsolute ? Math.Abs(_values[i] - _mean) : _values[i] - _mean;
            var power = left;
            for (var factor = 1; factor < order; factor++)
            {
                power *= left;
            }

            sum += power;
        }

        return _count == 0 ? double.NaN : sum;
    }
}
