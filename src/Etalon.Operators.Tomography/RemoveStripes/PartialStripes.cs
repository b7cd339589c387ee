using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Finds narrow stripes that begin or end within the scan, or change at once.</summary>
/// <remarks>
/// Of what a column has above the median of the seven around it levels are drawn along the angle. A stripe is one level, or up to three, with
/// sudden ends. What moves across a column comes and goes as slowly as a quarter of the time that it stays, at least, and takes many levels.
/// Nothing is believed that lasts no longer than a feature of the sample as far from the axis may stay in one column.
/// </remarks>
internal sealed unsafe class PartialStripes : IDisposable
{
    private const int Window = 7;
    private const int Lanes = 16;

    /// <summary>Columns of which the noise of one is the median.</summary>
    private const int NoiseWindow = 31;

    /// <summary>Significance of levels.</summary>
    private const double Significance = 4;

    /// <summary>Columns this near show the same feature of a sample.</summary>
    private const int SampleReach = 4;

    /// <summary>Of stripes this near only the strongest is believed; what is left of the others shows in the next round.</summary>
    private const int StripeReach = 3;

    private readonly int _bins;
    private readonly int _columns;
    private readonly long _pitch;
    private readonly int _shortest;
    private readonly RunningMedian _median = new(Window);
    private readonly RunningProfile _around;
    private readonly NativeBuffer _profile;
    private readonly NativeBuffer _heights;
    private readonly double[] _noise;
    private readonly double[] _rawNoise;
    private readonly double[] _energy;
    private readonly double[] _sample;
    private readonly float[] _sorted;
    private readonly float[] _found;
    private readonly LevelSegments _levels;

    public PartialStripes(int bins, int columns)
    {
        (_bins, _columns, _pitch) = (bins, columns, SinogramColumns.PitchOf(bins));
        _shortest = (int)(StripeRun.LeastPart * bins);
        _around = new RunningProfile(NoiseWindow, columns);
        (_profile, _heights) = (new NativeBuffer(_pitch * columns * sizeof(float)), new NativeBuffer(_pitch * columns * sizeof(float)));
        (_noise, _rawNoise, _energy, _sample) = (new double[columns], new double[columns], new double[columns], new double[columns]);
        (_sorted, _found) = (new float[bins], new float[(long)bins * columns]);
        _levels = new LevelSegments(bins);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long bins, long columns) =>
        (2 * SinogramColumns.PitchOf(bins) * columns * sizeof(float)) + (4 * columns * sizeof(double)) + (bins * (columns + 1) * sizeof(float))
        + LevelSegments.Bytes(bins) + RunningMedian.Bytes(Window) + RunningProfile.Bytes(NoiseWindow, columns);

    /// <summary>The stripe of a column, bin by bin.</summary>
    public ReadOnlySpan<float> Found(int column) => _found.AsSpan(column * _bins, _bins);

    /// <inheritdoc />
    public void Dispose()
    {
        _median.Dispose();
        _around.Dispose();
        _profile.Dispose();
        _heights.Dispose();
    }

    /// <summary>Looks for stripes; false if there is none.</summary>
    /// <param name="means">Means of angles.</param>
    /// <param name="pitch">Floats from one column of them to the next.</param>
    /// <param name="steps">Their steps.</param>
    /// <param name="known">Steps of the sample.</param>
    /// <param name="centre">The column of the axis.</param>
    public bool Find(float* means, long pitch, StripeSteps steps, ReadOnlySpan<double> known, double centre)
    {
        Heights(steps, known);
        Noise(means, pitch);
        Array.Clear(_found);
        Array.Clear(_energy);
        Array.Clear(_sample);
        for (var column = 0; column < _columns; column++)
        {
            Look(column, centre);
        }

        return Choose();
    }

    /// <summary>Adds the steps up again, without the slopes, and takes off the medians across columns.</summary>
    private void Heights(StripeSteps steps, ReadOnlySpan<double> known)
    {
        var profile = (float*)_profile.Pointer;
        var heights = (int*)_heights.Pointer;
        new Span<byte>(profile, checked((int)_profile.Length)).Clear();
        for (var column = 1; column < _columns; column++)
        {
            var up = steps.Up(column);
            var less = (float)known[column];
            var from = profile + ((column - 1) * _pitch);
            var to = profile + (column * _pitch);
            for (var bin = 0; bin < _bins; bin++)
            {
                to[bin] = from[bin] + up[bin] - less;
            }
        }

        for (var i = 0L; i < _pitch * _columns; i += Lanes)
        {
            OrderedBits.Of(Vector512.Load(profile + i)).Store((int*)profile + i);
        }

        for (var bin = 0L; bin < _pitch; bin += Lanes)
        {
            _median.Run((int*)profile + bin, _pitch, _columns, heights + bin, _pitch);
        }

        for (var i = 0L; i < _pitch * _columns; i += Lanes)
        {
            var height = OrderedBits.ToSingle(Vector512.Load((int*)profile + i)) - OrderedBits.ToSingle(Vector512.Load(heights + i));
            height.Store((float*)heights + i);
        }
    }

    private ReadOnlySpan<float> Heights(int column) => new((float*)_heights.Pointer + (column * _pitch), _bins);

    /// <summary>The median difference of neighbouring bins, as a standard deviation; rounding and faint textures of a sample are no stripes.</summary>
    private void Noise(float* means, long pitch)
    {
        const double faint = 1e-4;
        var size = 0.0;
        for (var column = 0; column < _columns; column++)
        {
            var heights = Heights(column);
            var sorted = _sorted.AsSpan(0, _bins - 1);
            for (var bin = 0; bin < _bins; bin++)
            {
                size += Math.Abs(means[(column * pitch) + bin]);
                if (bin > 0)
                {
                    sorted[bin - 1] = Math.Abs(heights[bin] - heights[bin - 1]);
                }
            }

            sorted.Sort();
            _rawNoise[column] = 1.4826 / Math.Sqrt(2) * sorted[sorted.Length / 2];
        }

        _around.Run(_rawNoise, _noise);
        for (var column = 0; column < _columns; column++)
        {
            _noise[column] += faint * size / ((double)_bins * _columns);
        }
    }

    /// <summary>Draws levels through a column that may have a stripe.</summary>
    private void Look(int column, double centre)
    {
        var heights = Heights(column);
        var noise = _noise[column];
        var highest = Highest(heights);
        if (!(highest * Math.Sqrt(_shortest) > Significance * noise))
        {
            return;
        }

        // Levels may be told apart that differ by four times the noise, and by a third of what is there.
        _levels.Run(heights, 14 * ((noise * noise) + (0.0064 * highest * highest)));
        var run = new StripeRun(_levels, heights, noise, Significance, Math.Abs(column - centre));
        for (var segment = 0; segment < _levels.Count; segment = run.Last + 1)
        {
            if (!run.TryStart(segment))
            {
                continue;
            }

            switch (run.Judge())
            {
                case StripeVerdict.Stripe:
                    for (var i = run.First; i <= run.Last; i++)
                    {
                        var level = (float)_levels.Level(i);
                        _found.AsSpan((column * _bins) + _levels.Start(i), _levels.Length(i)).Fill(level);
                        _energy[column] += (double)level * level * _levels.Length(i);
                    }

                    break;
                case StripeVerdict.Sample:
                    _sample[column] = Math.Max(_sample[column], run.Highest);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The largest magnitude of means over the shortest stripe there may be.</summary>
    private double Highest(ReadOnlySpan<float> heights)
    {
        var (sum, highest) = (0.0, 0.0);
        for (var bin = 0; bin < _bins; bin++)
        {
            sum += heights[bin] - (bin >= _shortest ? heights[bin - _shortest] : 0);
            highest = bin >= _shortest - 1 ? Math.Max(highest, Math.Abs(sum)) : highest;
        }

        return highest / _shortest;
    }

    /// <summary>Leaves what stands beside as much of the sample, or beside a stronger stripe.</summary>
    private bool Choose()
    {
        const double asMuch = 0.7;
        var any = false;
        for (var column = 0; column < _columns; column++)
        {
            if (_energy[column] == 0)
            {
                continue;
            }

            var stripe = _found.AsSpan(column * _bins, _bins);
            var highest = 0f;
            foreach (var value in stripe)
            {
                highest = Math.Max(highest, Math.Abs(value));
            }

            if (Largest(_sample, column, SampleReach) >= asMuch * highest || Largest(_energy, column, StripeReach) > _energy[column])
            {
                stripe.Clear();
            }

            any |= stripe.ContainsAnyExcept(0f);
        }

        return any;
    }

    private static double Largest(double[] values, int column, int reach)
    {
        var largest = 0.0;
        for (var i = Math.Max(column - reach, 0); i <= Math.Min(column + reach, values.Length - 1); i++)
        {
            largest = Math.Max(largest, values[i]);
        }

        return largest;
    }
}
