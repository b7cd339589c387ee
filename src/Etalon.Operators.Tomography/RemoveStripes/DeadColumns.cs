using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Finds columns that fluctuate or do not respond, and draws straight lines across them.</summary>
/// <remarks>
/// How rough a column is: the sum of differences from the mean of ten neighbours along the angle (Vo, Atwood and Drakopoulos 2018, algorithm 6),
/// against the median of the columns around. A column most of whose samples are missing is dead whatever the rest looks like.
/// </remarks>
internal sealed unsafe class DeadColumns : IDisposable
{
    private const int Lanes = 16;
    private const int Box = 10;

    private readonly RunningProfile _median;
    private readonly StripeDetector _detector;
    private readonly NativeBuffer _line;
    private readonly double[] _roughness;
    private readonly double[] _usual;
    private readonly bool[] _isDead;
    private readonly double _snr;

    public DeadColumns(RemoveStripes.Parameters parameters, int angles, int columns)
    {
        _snr = parameters.Snr;
        _median = new RunningProfile(parameters.LargeSize, columns);
        _detector = new StripeDetector(columns);
        _line = new NativeBuffer((SinogramColumns.PitchOf(angles) + (2 * Lanes)) * sizeof(float));
        (_roughness, _usual, _isDead) = (new double[columns], new double[columns], new bool[columns]);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long angles, long columns, long window) =>
        RunningProfile.Bytes(window, columns) + StripeDetector.Bytes(columns) + (columns * ((2 * sizeof(double)) + 1))
        + ((SinogramColumns.PitchOf(angles) + (2 * Lanes)) * sizeof(float));

    /// <summary>Interpolates dead columns.</summary>
    public void Run(SinogramColumns sinogram)
    {
        var columns = sinogram.Columns;
        for (var column = 0; column < columns; column++)
        {
            _roughness[column] = Roughness(sinogram.Column(column), sinogram.Angles);
        }

        _median.Run(_roughness, _usual);
        for (var column = 0; column < columns; column++)
        {
            _roughness[column] = _usual[column] > 0 ? _roughness[column] / _usual[column] : 1;
        }

        _detector.Run(_roughness, _snr, _isDead);
        for (var column = 0; column < columns; column++)
        {
            // The two columns at either end have too few neighbours to tell.
            _isDead[column] &= column >= 2 && column < columns - 2;
            if (2L * sinogram.Present[column] < sinogram.Angles)
            {
                _isDead[column] = true;
                sinogram.Remake(column);
            }
        }

        Interpolate(sinogram);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _line.Dispose();
        _median.Dispose();
    }

    private void Interpolate(SinogramColumns sinogram)
    {
        if (Array.TrueForAll(_isDead, static isDead => isDead))
        {
            return;
        }

        var left = -1;
        for (var column = 0; column <= sinogram.Columns; column++)
        {
            if (column < sinogram.Columns && _isDead[column])
            {
                continue;
            }

            if (column - left > 1)
            {
                sinogram.Interpolate(left, column);
            }

            left = column;
        }
    }

    /// <summary>The sum of |sample - mean of i - 5 to i + 4|, the column reflected at its ends.</summary>
    private double Roughness(float* samples, int angles)
    {
        const int before = Box / 2;
        var line = (float*)_line.Pointer + Lanes;
        Buffer.MemoryCopy(samples, line, angles * sizeof(float), angles * sizeof(float));
        for (var i = 1; i <= before; i++)
        {
            line[-i] = samples[Reflect(i - 1, angles)];
            line[angles - 1 + i] = samples[angles - 1 - Reflect(i - 1, angles)];
        }

        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var share = Vector512.Create(1f / Box);
        var at = 0;
        for (; at + Lanes <= angles; at += Lanes)
        {
            var (first, second) = Vector512.Widen(Vector512.Abs(Vector512.Load(line + at) - (Around(line + at - before) * share)));
            low += first;
            high += second;
        }

        var sum = Vector512.Sum(low + high);
        for (; at < angles; at++)
        {
            var mean = 0f;
            for (var i = 0; i < Box; i++)
            {
                mean += line[at - before + i];
            }

            sum += Math.Abs(line[at] - (mean / Box));
        }

        return sum;
    }

    private static Vector512<float> Around(float* first)
    {
        var sum = Vector512.Load(first);
        for (var i = 1; i < Box; i++)
        {
            sum += Vector512.Load(first + i);
        }

        return sum;
    }

    private static int Reflect(int i, int count)
    {
        var at = i % (2 * count);
        return at < count ? at : (2 * count) - 1 - at;
    }
}
