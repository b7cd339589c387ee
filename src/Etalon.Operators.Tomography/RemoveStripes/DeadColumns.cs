using System.Runtime.Intrinsics;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Finds columns that fluctuate or do not respond, and draws straight lines across them.</summary>
/// <remarks>
/// How rough a column is: the sum of differences from the mean of ten neighbours along the angle (Vo, Atwood and Drakopoulos 2018, algorithm 6),
/// against the median of the columns around. A column most of whose samples are missing is dead whatever the rest looks like.
/// The robust way takes differences from the mean of the two next to each sample, which what moves evenly does not have, and their median of
/// sixteen parts of the scan, so that the ends of a stripe and the edges of a sample do not count, and
/// calls nothing dead that differs by less than a thousandth of the samples or by a sixth of what is usual.
/// </remarks>
internal sealed unsafe class DeadColumns : IDisposable
{
    private const int Lanes = 16;
    private const int Box = 10;
    private const int MostParts = 16;

    private readonly RunningProfile _median;
    private readonly StripeDetector _detector;
    private readonly NativeBuffer _line;
    private readonly double[] _roughness;
    private readonly double[] _usual;
    private readonly bool[] _isDead;
    private readonly double[] _parts;
    private readonly bool _isRobust;
    private readonly double _snr;
    private readonly double _leastRange;
    private readonly double _leastShare;

    public DeadColumns(RemoveStripes.Parameters parameters, int angles, int columns, bool isRobust)
    {
        (_snr, _isRobust) = (parameters.Snr, isRobust);
        _parts = new double[isRobust ? Math.Clamp(angles / Box, 1, MostParts) : 1];
        (_leastRange, _leastShare) = isRobust ? (0.1, 1e-3) : (0, 0);
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
        var total = 0.0;
        for (var column = 0; column < columns; column++)
        {
            _roughness[column] = Roughness(sinogram.Column(column), sinogram.Angles);
            total += _leastShare > 0 ? Size(sinogram.Column(column), sinogram.Angles) : 0;
        }

        _median.Run(_roughness, _usual);
        var least = _leastShare * total / columns / _parts.Length;
        for (var column = 0; column < columns; column++)
        {
            _roughness[column] = _usual[column] + least > 0 ? (_roughness[column] + least) / (_usual[column] + least) : 1;
        }

        _detector.Run(_roughness, _snr, _isDead, _leastRange);
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

    /// <summary>The sum of |sample - mean of i - 5 to i + 4|, the column reflected at its ends; of parts the median.</summary>
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

        for (var part = 0; part < _parts.Length; part++)
        {
            _parts[part] = Part(line, (int)((long)angles * part / _parts.Length), (int)((long)angles * (part + 1) / _parts.Length));
        }

        Array.Sort(_parts);
        return _parts[_parts.Length / 2];
    }

    private double Part(float* line, int first, int end)
    {
        if (_isRobust)
        {
            return Bends(line, first, end);
        }

        const int before = Box / 2;
        var (low, high) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var share = Vector512.Create(1f / Box);
        var at = first;
        for (; at + Lanes <= end; at += Lanes)
        {
            var (even, odd) = Vector512.Widen(Vector512.Abs(Vector512.Load(line + at) - (Around(line + at - before) * share)));
            low += even;
            high += odd;
        }

        var sum = Vector512.Sum(low + high);
        for (; at < end; at++)
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

    /// <summary>The sum of |sample - mean of the two beside it|.</summary>
    private static double Bends(float* line, int first, int end)
    {
        var sum = 0.0;
        for (var at = first; at < end; at++)
        {
            sum += Math.Abs(line[at] - ((line[at - 1] + line[at + 1]) / 2));
        }

        return sum;
    }

    /// <summary>The sum of magnitudes; what pads the column is zero.</summary>
    private static double Size(float* samples, int angles)
    {
        var sum = Vector512<float>.Zero;
        for (var i = 0; i < angles; i += Lanes)
        {
            sum += Vector512.Abs(Vector512.Load(samples + i));
        }

        return Vector512.Sum(sum);
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
