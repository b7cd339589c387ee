namespace Etalon.Operators.Datacubes;

/// <summary>The natural cubic spline through points; those with a missing number are left out. One instance serves one thread.</summary>
internal sealed class NaturalSpline(int longest)
{
    private readonly double[] _x = new double[longest];
    private readonly double[] _y = new double[longest];
    private readonly double[] _second = new double[longest];
    private readonly double[] _upper = new double[longest];
    private int _count;

    /// <summary>Bytes held for so many points.</summary>
    public static long Bytes(int longest) => 4L * longest * sizeof(double);

    /// <summary>Takes points whose x ascend; one that does not is left out.</summary>
    public void Take(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        _count = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (!double.IsNaN(y[i]) && (_count == 0 ? !double.IsNaN(x[i]) : x[i] > _x[_count - 1]))
            {
                (_x[_count], _y[_count]) = (x[i], y[i]);
                _count++;
            }
        }

        Solve();
    }

    /// <summary>The spline or a derivative at a place; missing outside the points, or with fewer than three.</summary>
    public double At(double x, int order)
    {
        if (_count < 3 || !(x >= _x[0] && x <= _x[_count - 1]))
        {
            return double.NaN;
        }

        var i = Array.BinarySearch(_x, 0, _count, x);
        i = Math.Min(i >= 0 ? i : ~i - 1, _count - 2);
        var (h, t) = (_x[i + 1] - _x[i], x - _x[i]);
        var cubic = (_second[i + 1] - _second[i]) / (6 * h);
        var slope = ((_y[i + 1] - _y[i]) / h) - (h * ((2 * _second[i]) + _second[i + 1]) / 6);
        return order switch
        {
            0 => _y[i] + (t * (slope + (t * ((_second[i] / 2) + (t * cubic))))),
            1 => slope + (t * (_second[i] + (3 * t * cubic))),
            _ => _second[i] + (6 * t * cubic),
        };
    }

    /// <summary>Second derivatives at the points, 0 at both ends: a tridiagonal system, solved from the left and back.</summary>
    private void Solve()
    {
        if (_count < 3)
        {
            return;
        }

        _second[0] = _upper[0] = 0;
        for (var i = 1; i < _count - 1; i++)
        {
            var (left, right) = (_x[i] - _x[i - 1], _x[i + 1] - _x[i]);
            var bend = 6 * (((_y[i + 1] - _y[i]) / right) - ((_y[i] - _y[i - 1]) / left));
            var pivot = (2 * (left + right)) - (left * _upper[i - 1]);
            _upper[i] = right / pivot;
            _second[i] = (bend - (left * _second[i - 1])) / pivot;
        }

        _second[_count - 1] = 0;
        for (var i = _count - 2; i > 0; i--)
        {
            _second[i] -= _upper[i] * _second[i + 1];
        }
    }
}
