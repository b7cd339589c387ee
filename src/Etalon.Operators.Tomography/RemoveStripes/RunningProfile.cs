using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Running medians of one number per column.</summary>
internal sealed unsafe class RunningProfile : IDisposable
{
    private readonly RunningMedian _median;
    private readonly NativeBuffer _lanes;
    private readonly int _columns;

    public RunningProfile(int window, int columns)
    {
        _columns = columns;
        _median = new RunningMedian(window);
        _lanes = new NativeBuffer(2L * columns * RunningMedian.Together * sizeof(int));
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long window, long columns) => RunningMedian.Bytes(window) + (2 * columns * RunningMedian.Together * sizeof(int));

    /// <summary>Medians of windows, in single precision.</summary>
    public void Run(ReadOnlySpan<double> profile, Span<double> medians)
    {
        var from = (int*)_lanes.Pointer;
        var to = from + ((long)_columns * RunningMedian.Together);
        for (var column = 0; column < _columns; column++)
        {
            new Span<int>(from + ((long)column * RunningMedian.Together), RunningMedian.Together).Fill(OrderedBits.Of((float)profile[column]));
        }

        _median.Run(from, RunningMedian.Together, _columns, to, RunningMedian.Together);
        for (var column = 0; column < _columns; column++)
        {
            medians[column] = OrderedBits.ToSingle(to[(long)column * RunningMedian.Together]);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _median.Dispose();
        _lanes.Dispose();
    }
}
