using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>The exact sums of a window that moves along eight columns: samples come in at one end and leave at the other.</summary>
/// <remarks>
/// A sum is held as three doubles without rounding anything off, so a sample that leaves is gone without a trace and the result
/// does not depend on where the window started. Where three doubles are too few (samples of very different sizes, or an
/// overflow), superaccumulators take over for the rest of the columns. Samples are finite; missing ones are 0.
/// </remarks>
internal sealed unsafe class RollingSums
{
    private const int Lanes = 8;

    private readonly Superaccumulator[] _wide = [.. Enumerable.Range(0, Lanes).Select(_ => new Superaccumulator())];
    private readonly Superaccumulator _rounding = new();
    private Vector512<double> _first;
    private Vector512<double> _second;
    private Vector512<double> _third;
    private double* _source;
    private long _from;
    private long _to;
    private bool _isWide;

    /// <summary>Starts anew with other columns and an empty window at their first row.</summary>
    public void Start(double* source)
    {
        _source = source;
        (_from, _to) = (0, 0);
        _first = _second = _third = Vector512<double>.Zero;
        _isWide = false;
    }

    /// <summary>Moves the window forward and gives its sums, each rounded once.</summary>
    public Vector512<double> Value(long first, long end)
    {
        while (_to < end)
        {
            Add(Vector512.Load(_source + (_to++ * Lanes)));
        }

        while (_from < first)
        {
            Add(-Vector512.Load(_source + (_from++ * Lanes)));
        }

        return _isWide ? RoundWide() : Round();
    }

    private static (Vector512<double> Sum, Vector512<double> Left) TwoSum(Vector512<double> a, Vector512<double> b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    private void Add(Vector512<double> samples)
    {
        if (!_isWide)
        {
            var (first, rest) = TwoSum(_first, samples);
            (var second, rest) = TwoSum(_second, rest);
            (var third, rest) = TwoSum(_third, rest);

            // NaN (from an overflow) is unequal to zero too.
            if (Vector512.EqualsAll(rest, Vector512<double>.Zero))
            {
                (_first, _second, _third) = (first, second, third);
                return;
            }

            Widen();
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            _wide[lane].Add(samples[lane]);
        }
    }

    private void Widen()
    {
        _isWide = true;
        for (var lane = 0; lane < Lanes; lane++)
        {
            _wide[lane].Clear();
            AddLane(_wide[lane], lane);
        }
    }

    private void AddLane(Superaccumulator sum, int lane)
    {
        sum.Add(_first[lane]);
        sum.Add(_second[lane]);
        sum.Add(_third[lane]);
    }

    /// <summary>If two doubles hold all, one addition rounds rightly; else digits are counted.</summary>
    private Vector512<double> Round()
    {
        var (tail, more) = TwoSum(_second, _third);
        var (head, low) = TwoSum(_first, tail);
        var (rest, left) = TwoSum(low, more);
        var sum = head + rest + Vector512<double>.Zero;
        if (Vector512.EqualsAll(left, Vector512<double>.Zero))
        {
            return sum;
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            if (left[lane] != 0)
            {
                _rounding.Clear();
                AddLane(_rounding, lane);
                sum = sum.WithElement(lane, _rounding.Round().High);
            }
        }

        return sum;
    }

    private Vector512<double> RoundWide()
    {
        var sum = Vector512<double>.Zero;
        for (var lane = 0; lane < Lanes; lane++)
        {
            sum = sum.WithElement(lane, _wide[lane].Round().High);
        }

        return sum;
    }
}
