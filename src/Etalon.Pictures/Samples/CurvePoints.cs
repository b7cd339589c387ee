namespace Etalon.Pictures;

/// <summary>
/// Makes a curve of few points of many samples: where more than one sample shares a place it keeps the smallest and the largest, so
/// that no spike is lost.
/// </summary>
/// <param name="samples">How many samples there are.</param>
/// <param name="places">How many places they share.</param>
public sealed class CurvePoints(long samples, int places)
{
    private readonly List<(double Index, double Value)> _points = [];
    private long _place = -1;
    private (double Index, double Value) _low;
    private (double Index, double Value) _high;

    /// <summary>Index and value of every point in order; NaN where a sample is missing.</summary>
    public IReadOnlyList<(double Index, double Value)> Points => _points;

    /// <summary>Adds samples, from the first to the last.</summary>
    public void Add(long first, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Add(first + i, values[i]);
        }
    }

    /// <summary>Ends the curve.</summary>
    public void Finish()
    {
        if (_place >= 0)
        {
            Flush();
        }
    }

    private void Add(long index, double value)
    {
        if (samples <= places)
        {
            _points.Add((index, value));
            return;
        }

        var place = index * places / samples;
        if (place != _place)
        {
            Finish();
            (_place, _low, _high) = (place, (index, value), (index, value));
            return;
        }

        // A missing sample gives way to every known one.
        _low = double.IsNaN(_low.Value) || value < _low.Value ? (index, value) : _low;
        _high = double.IsNaN(_high.Value) || value > _high.Value ? (index, value) : _high;
    }

    private void Flush()
    {
        _points.Add(_low.Index <= _high.Index ? _low : _high);
        if (_low.Index != _high.Index)
        {
            _points.Add(_low.Index <= _high.Index ? _high : _low);
        }
    }
}
