using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Dead, large and sort, alone or one after the other with one sort of the columns for all.</summary>
/// <remarks>
/// Scaling by a positive factor keeps the order of a column, and so does taking the medians of sorted columns, whose ranks ascend as well:
/// what large leaves is sorted by the same permutation as what it got. Only dead columns have to be replaced before.
/// </remarks>
internal sealed class SortingFilter : IStripeFilter
{
    /// <summary>A column is not scaled by more than this either way.</summary>
    private const double MostFactor = 100;

    private readonly RemoveStripes.Parameters _parameters;
    private readonly DeadColumns? _dead;
    private readonly RankedColumns? _ranked;
    private readonly RunningMedian? _large;
    private readonly RunningMedian? _small;
    private readonly StripeDetector _detector;
    private readonly double[] _profile;
    private readonly bool[] _isStripe;

    public SortingFilter(RemoveStripes.Parameters parameters, int angles, int columns)
    {
        _parameters = parameters;
        var (dead, large, sort) = Steps(parameters.Method);
        _dead = dead ? new DeadColumns(parameters, angles, columns, isRobust: false) : null;
        _ranked = large || sort ? new RankedColumns(angles, columns) : null;
        _large = large ? new RunningMedian(parameters.LargeSize) : null;
        _small = sort ? new RunningMedian(parameters.SmallSize) : null;
        _detector = new StripeDetector(columns);
        (_profile, _isStripe) = (new double[columns], new bool[columns]);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(RemoveStripes.Parameters parameters, long angles, long columns)
    {
        var (dead, large, sort) = Steps(parameters.Method);
        return (dead ? DeadColumns.Bytes(angles, columns, parameters.LargeSize) : 0)
            + (large || sort ? RankedColumns.Bytes(angles, columns) : 0)
            + RunningMedian.Bytes(parameters.LargeSize) + RunningMedian.Bytes(parameters.SmallSize)
            + StripeDetector.Bytes(columns) + (columns * (sizeof(double) + sizeof(bool)));
    }

    /// <inheritdoc />
    public void Run(SinogramColumns columns, CancellationToken cancellation)
    {
        _dead?.Run(columns);
        if (_ranked is null)
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        _ranked.Sort(columns);
        if (_large is not null)
        {
            _ranked.Smooth(_large, cancellation);
            Level(_ranked, columns);
        }

        if (_small is not null)
        {
            _ranked.Smooth(_small, cancellation);
        }

        _ranked.Restore(columns, smoothed: _small is not null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _dead?.Dispose();
        _ranked?.Dispose();
        _large?.Dispose();
        _small?.Dispose();
    }

    private static (bool Dead, bool Large, bool Sort) Steps(StripeMethod method) => (
        method is StripeMethod.All or StripeMethod.Dead,
        method is StripeMethod.All or StripeMethod.Large,
        method is StripeMethod.All or StripeMethod.Sort);

    private static double Factor(double own, double smoothed) =>
        smoothed > 0 && own > 0 ? Math.Clamp(own / smoothed, 1 / MostFactor, MostFactor) : 1;

    /// <summary>Brings every column to the level of its smoothed self, and puts that in the place of stripes.</summary>
    private void Level(RankedColumns ranked, SinogramColumns columns)
    {
        var drop = (int)(0.5 * _parameters.Drop * columns.Angles);
        var adds = _parameters.Kind == StripeKind.Offset;
        for (var column = 0; column < columns.Columns; column++)
        {
            var (own, smoothed) = ranked.Means(column, drop);
            _profile[column] = adds ? own - smoothed : Factor(own, smoothed);
        }

        _detector.Run(_profile, _parameters.Snr, _isStripe);
        for (var column = 0; column < columns.Columns; column++)
        {
            if (_isStripe[column])
            {
                ranked.TakeSmooth(column);
            }
            else
            {
                ranked.Scale(column, adds ? 1 : (float)(1 / _profile[column]), adds ? (float)-_profile[column] : 0);
            }
        }
    }
}
