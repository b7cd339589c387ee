namespace Etalon.Operators.Tomography;

/// <summary>Draws levels through samples: the sum of squares left plus a price for each level is smallest (Potts' functional, solved exactly).</summary>
internal sealed class LevelSegments(int samples)
{
    private readonly double[] _sums = new double[samples + 1];
    private readonly double[] _squares = new double[samples + 1];
    private readonly double[] _best = new double[samples + 1];
    private readonly int[] _from = new int[samples + 1];
    private readonly int[] _ends = new int[samples];
    private readonly double[] _levels = new double[samples];

    /// <summary>How many levels there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long samples) => (samples + 1) * ((4 * sizeof(double)) + (2 * sizeof(int)));

    /// <summary>The mean of a segment.</summary>
    public double Level(int segment) => _levels[segment];

    /// <summary>Where a segment begins.</summary>
    public int Start(int segment) => segment == 0 ? 0 : _ends[segment - 1];

    /// <summary>Where a segment ends.</summary>
    public int End(int segment) => _ends[segment];

    /// <summary>Samples of a segment.</summary>
    public int Length(int segment) => End(segment) - Start(segment);

    /// <summary>Draws the levels.</summary>
    public void Run(ReadOnlySpan<float> values, double price)
    {
        _best[0] = -price;
        for (var i = 0; i < samples; i++)
        {
            _sums[i + 1] = _sums[i] + values[i];
            _squares[i + 1] = _squares[i] + ((double)values[i] * values[i]);
        }

        for (var end = 1; end <= samples; end++)
        {
            var (least, from) = (double.PositiveInfinity, 0);
            for (var start = 0; start < end; start++)
            {
                var sum = _sums[end] - _sums[start];
                var cost = _best[start] + _squares[end] - _squares[start] - (sum * sum / (end - start));
                (least, from) = cost < least ? (cost, start) : (least, from);
            }

            (_best[end], _from[end]) = (least + price, from);
        }

        Count = 0;
        for (var end = samples; end > 0; end = _from[end])
        {
            _levels[Count] = (_sums[end] - _sums[_from[end]]) / (end - _from[end]);
            _ends[Count++] = end;
        }

        Array.Reverse(_levels, 0, Count);
        Array.Reverse(_ends, 0, Count);
    }
}
