namespace Etalon.Operators.Datacubes;

/// <summary>Clusters of the values of a line. One instance serves one thread.</summary>
/// <remarks>
/// On a line clusters are runs of sorted values, so only their ends are looked for. Centres start at quantiles and move to the mean
/// (or median) of their values until no end moves: no chance is involved.
/// </remarks>
internal sealed class LineClusters(int longest, int k, bool isMedian)
{
    private const int MostRounds = 1000;

    private readonly double[] _values = new double[longest];
    private readonly double[] _sums = new double[longest + 1];
    private readonly double[] _centres = new double[k];
    private readonly int[] _ends = new int[k];
    private int _count;

    /// <summary>Bytes held.</summary>
    public static long Bytes(int longest, int k) => (2L * longest * sizeof(double)) + (k * 16L);

    /// <summary>The centre of a cluster; centres ascend.</summary>
    public double Centre(int cluster) => _centres[cluster];

    /// <summary>The cluster whose centre is nearest, the lower one of two; missing for a missing value.</summary>
    public double Label(double value)
    {
        if (double.IsNaN(value))
        {
            return double.NaN;
        }

        var best = 0;
        for (var i = 1; i < k; i++)
        {
            best = Math.Abs(value - _centres[i]) < Math.Abs(value - _centres[best]) ? i : best;
        }

        return best;
    }

    /// <summary>Takes a line.</summary>
    public void Take(ReadOnlySpan<double> line)
    {
        _count = 0;
        foreach (var value in line)
        {
            if (!double.IsNaN(value))
            {
                _values[_count++] = value;
            }
        }

        Array.Fill(_centres, double.NaN);
        if (_count == 0)
        {
            return;
        }

        _values.AsSpan(0, _count).Sort();
        for (var i = 0; i < _count; i++)
        {
            _sums[i + 1] = _sums[i] + (_values[i] - _values[0]);
        }

        for (var i = 0; i < k; i++)
        {
            _centres[i] = _values[(int)((i + 0.5) / k * _count)];
        }

        Array.Clear(_ends);
        for (var round = 0; round < MostRounds && Assign(); round++)
        {
            Move();
        }
    }

    /// <summary>Gives every value to the nearest centre; false if nothing changed.</summary>
    private bool Assign()
    {
        var hasChanged = false;
        var at = 0;
        for (var i = 0; i < k; i++)
        {
            while (at < _count && (i == k - 1 || _values[at] - _centres[i] <= _centres[i + 1] - _values[at]))
            {
                at++;
            }

            hasChanged |= _ends[i] != at;
            _ends[i] = at;
        }

        return hasChanged;
    }

    private void Move()
    {
        var first = 0;
        for (var i = 0; i < k; i++)
        {
            var end = _ends[i];
            if (end > first)
            {
                var middle = (_values[(first + end - 1) / 2] + _values[(first + end) / 2]) / 2;
                _centres[i] = isMedian ? middle : _values[0] + ((_sums[end] - _sums[first]) / (end - first));
            }

            first = end;
        }
    }
}
