using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>How much each column is above the one before, less the median of seven such differences: the edges of stripes, not slopes.</summary>
internal sealed unsafe class StripeSteps(int bins, int columns) : IDisposable
{
    private const int Trend = 7;
    private const int Lanes = 16;

    private readonly RunningMedian _median = new(Trend);
    private readonly NativeBuffer _difference = new(SinogramColumns.PitchOf(bins) * columns * sizeof(float));
    private readonly NativeBuffer _trend = new(SinogramColumns.PitchOf(bins) * columns * sizeof(float));

    /// <summary>Steps in one bin of angles are a column apart.</summary>
    public long Pitch { get; } = SinogramColumns.PitchOf(bins);

    /// <summary>Bytes held.</summary>
    public static long Bytes(long bins, long columns) => (2 * SinogramColumns.PitchOf(bins) * columns * sizeof(float)) + RunningMedian.Bytes(Trend);

    /// <summary>The steps up to a column, bin by bin.</summary>
    public ReadOnlySpan<float> Up(int column) => new((float*)_difference.Pointer + (column * Pitch), bins);

    /// <summary>Looks at means of angles.</summary>
    public void Run(float* means, long pitch)
    {
        var difference = (float*)_difference.Pointer;
        var trend = (int*)_trend.Pointer;
        for (var column = 0; column < columns; column++)
        {
            for (var bin = 0L; bin < Pitch; bin += Lanes)
            {
                var here = (column * pitch) + bin;
                var step = column == 0 ? Vector512<float>.Zero : Vector512.Load(means + here) - Vector512.Load(means + here - pitch);
                OrderedBits.Of(step).Store((int*)difference + here);
            }
        }

        for (var bin = 0L; bin < Pitch; bin += Lanes)
        {
            _median.Run((int*)difference + bin, Pitch, columns, trend + bin, Pitch);
        }

        for (var i = 0L; i < Pitch * columns; i += Lanes)
        {
            var step = OrderedBits.ToSingle(Vector512.Load((int*)difference + i)) - OrderedBits.ToSingle(Vector512.Load(trend + i));
            step.Store(difference + i);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _median.Dispose();
        _difference.Dispose();
        _trend.Dispose();
    }
}
