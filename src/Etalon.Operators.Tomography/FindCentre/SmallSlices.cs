using System.Runtime.InteropServices;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Makes small slices with many centres and asks which looks best: where the centre is wrong, points become arcs, which reach below
/// zero and spread the histogram.
/// </summary>
/// <remarks>Filtered backprojection of binned projections; filtered once, as the filter does not know the centre.</remarks>
internal sealed unsafe class SmallSlices : IDisposable
{
    /// <summary>Columns of the binned projections, at most.</summary>
    private const int Wide = 144;

    /// <summary>Projections, at most.</summary>
    private const int MostRows = 160;

    private const int Levels = 64;

    /// <summary>Of the pixels in both directions only every so many is computed: what is asked does not need all.</summary>
    private const int Apart = 2;

    private readonly int _bin;
    private readonly int _width;
    private readonly int _rows;
    private readonly int _group;
    private readonly double[] _sine;
    private readonly double[] _cosine;
    private readonly float[] _weight;
    private readonly RealLines _lines;
    private readonly float* _filter;
    private readonly float* _spectrum;
    private readonly float* _line;
    private readonly float* _filtered;
    private readonly float[] _slice;
    private readonly int[] _histogram = new int[Levels];

    /// <summary>Ready for sinograms of one shape.</summary>
    /// <param name="angles">Angles of the rows, in order.</param>
    /// <param name="columns">Columns of a sinogram.</param>
    public SmallSlices(TurnAngles angles, int columns)
    {
        _bin = Bin(columns);
        _width = columns / _bin;
        _group = Math.Max(1, angles.Sorted.Length / MostRows);
        _rows = angles.Sorted.Length / _group;
        var middle = new double[_rows];
        for (var row = 0; row < _rows; row++)
        {
            for (var i = 0; i < _group; i++)
            {
                middle[row] += angles.Sorted[(row * _group) + i] / _group;
            }
        }

        _sine = [.. middle.Select(Math.Sin)];
        _cosine = [.. middle.Select(Math.Cos)];
        _weight = [.. ScanAngles.Weights(middle).Select(static weight => (float)weight)];
        var length = FastLength.AtLeast(3 * _width);
        _lines = new RealLines(length);
        _filter = Room(2 * _lines.SpectrumLength);
        _spectrum = Room(2 * _lines.SpectrumLength);
        _line = Room(length);
        _filtered = Room((long)_rows * _width);
        _slice = new float[_width * _width];
        MakeFilter();
    }

    /// <summary>How many columns of the sinogram are one of the slice.</summary>
    public int ColumnsTogether => _bin;

    /// <summary>Bytes held.</summary>
    public static long Bytes => (3 * MostRows * Wide * sizeof(float) * 2) + (16 * Wide * sizeof(float)) + (Wide * Wide * sizeof(float)) + (64 * 1024);

    /// <summary>Bins and filters a sinogram.</summary>
    public void Load(SliceSinogram sinogram)
    {
        for (var row = 0; row < _rows; row++)
        {
            Bring(sinogram, row);
            _lines.Forward(_line, _spectrum);
            for (var f = 0; f < _lines.SpectrumLength; f++)
            {
                _spectrum[2 * f] *= _filter[f];
                _spectrum[(2 * f) + 1] *= _filter[f];
            }

            _lines.Backward(_spectrum, _line);
            var before = (_lines.Length - _width) / 2;
            for (var x = 0; x < _width; x++)
            {
                _filtered[((long)row * _width) + x] = _line[before + x] * _weight[row];
            }
        }
    }

    /// <summary>Finds the centre whose slice looks best.</summary>
    /// <param name="from">The first centre, in columns of the sinogram.</param>
    /// <param name="to">The last.</param>
    public CentreEstimate Find(double from, double to)
    {
        var (low, high) = (InBins(from), InBins(to));
        var reach = Math.Min(low, _width - 1 - high);
        if (reach < 8)
        {
            return CentreEstimate.None;
        }

        var coarse = Curve(low, high, 1, reach);
        var clarity = BestShift.Clarity(coarse, 2);
        var best = low + (BestShift.Minimum(coarse) * (high - low) / (coarse.Length - 1));
        var fine = Curve(best - 1, best + 1, 0.25, Math.Min(best - 1, _width - 2 - best));
        best = best - 1 + (BestShift.Minimum(fine) * 2 / (fine.Length - 1));
        return new CentreEstimate((best * _bin) + ((_bin - 1) / 2.0), clarity);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines.Dispose();
        NativeMemory.AlignedFree(_filter);
        NativeMemory.AlignedFree(_spectrum);
        NativeMemory.AlignedFree(_line);
        NativeMemory.AlignedFree(_filtered);
    }

    private static int Bin(int columns) => Math.Max(1, (columns + Wide - 1) / Wide);

    private static float* Room(long floats) => (float*)NativeMemory.AlignedAlloc((nuint)(floats * sizeof(float)), 64);

    private double InBins(double column) => (column - ((_bin - 1) / 2.0)) / _bin;

    /// <summary>The ramp, made in real space so that the mean is kept, and a Hann window against noise.</summary>
    private void MakeFilter()
    {
        var length = _lines.Length;
        for (var i = 0; i < length; i++)
        {
            var n = Math.Min(i, length - i);
            _line[i] = n == 0 ? 0.25f : n % 2 == 1 ? (float)(-1 / (Math.PI * Math.PI * n * n)) : 0;
        }

        _lines.Forward(_line, _spectrum);
        for (var f = 0; f < _lines.SpectrumLength; f++)
        {
            _filter[f] = (float)(_spectrum[2 * f] * (0.5 + (0.5 * Math.Cos(2 * Math.PI * f / length))) / length);
        }
    }

    /// <summary>A binned projection in the middle of the line; the ends go on as they are, and die away.</summary>
    private void Bring(SliceSinogram sinogram, int row)
    {
        var before = (_lines.Length - _width) / 2;
        NativeMemory.Clear(_line, (nuint)_lines.Length * sizeof(float));
        for (var i = 0; i < _group; i++)
        {
            var source = sinogram[(row * _group) + i];
            for (var x = 0; x < _width * _bin; x++)
            {
                _line[before + (x / _bin)] += source[x] / (_bin * _group);
            }
        }

        for (var x = 1; x <= before; x++)
        {
            var fade = (float)(0.5 + (0.5 * Math.Cos(Math.PI * x / before)));
            _line[before - x] = _line[before] * fade;
            if (before + _width - 1 + x < _lines.Length)
            {
                _line[before + _width - 1 + x] = _line[before + _width - 1] * fade;
            }
        }
    }

    /// <summary>How bad the slices look, for centres from low to high.</summary>
    private double[] Curve(double low, double high, double step, double reach)
    {
        var count = Math.Max(3, (int)Math.Ceiling((high - low) / step) + 1);
        var (negative, entropy) = (new double[count], new double[count]);
        var (bottom, top) = (0f, 0f);
        for (var i = 0; i < count; i++)
        {
            var (least, most) = Reconstruct(low + (i * (high - low) / (count - 1)), reach);
            if (i == 0)
            {
                // The range of the first slice, half as wide again on both sides, holds all others.
                (bottom, top) = (least - ((most - least) / 2), most + ((most - least) / 2));
            }

            (negative[i], entropy[i]) = Look(bottom, top, reach);
        }

        Normalise(negative);
        Normalise(entropy);
        return [.. negative.Zip(entropy, static (a, b) => a + b)];
    }

    private static void Normalise(double[] values)
    {
        var (least, most) = (values.Min(), values.Max());
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = most > least ? (values[i] - least) / (most - least) : 0;
        }
    }

    private (float Least, float Most) Reconstruct(double centre, double reach)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        var size = (int)(2 * reach) + 1;
        for (var v = 0; v < size; v += Apart)
        {
            var up = (size / 2) - v;
            var half = (int)Math.Sqrt(Math.Max(0, (reach * reach) - ((double)up * up)));
            half = Math.Min(half, (size - 1) / 2) - 1;
            var line = _slice.AsSpan(v * _width, _width);
            line.Fill(float.NaN);
            if (half >= 0)
            {
                var part = line[..((2 * half / Apart) + 1)];
                part.Clear();
                Backproject(part, -half, up, centre);
                foreach (var value in part)
                {
                    (least, most) = (Math.Min(least, value), Math.Max(most, value));
                }
            }
        }

        return (least, most);
    }

    private void Backproject(Span<float> part, int left, int up, double centre)
    {
        for (var row = 0; row < _rows; row++)
        {
            var line = _filtered + ((long)row * _width);
            var at = (float)(centre + (left * _cosine[row]) + (up * _sine[row]));
            var step = (float)(Apart * _cosine[row]);
            for (var x = 0; x < part.Length; x++, at += step)
            {
                var column = (int)at;
                var share = at - column;
                part[x] += line[column] + (share * (line[column + 1] - line[column]));
            }
        }
    }

    private (double Negative, double Entropy) Look(float bottom, float top, double reach)
    {
        Array.Clear(_histogram);
        var size = (int)(2 * reach) + 1;
        var (negative, count) = (0.0, 0);
        var scale = top > bottom ? (Levels - 1) / (top - bottom) : 0;
        for (var i = 0; i < size * _width; i++)
        {
            var value = _slice[i];
            if ((i / _width % Apart) == 0 && !float.IsNaN(value))
            {
                negative -= Math.Min(value, 0);
                _histogram[(int)Math.Clamp((value - bottom) * scale, 0, Levels - 1)]++;
                count++;
            }
        }

        var entropy = 0.0;
        foreach (var bin in _histogram)
        {
            entropy -= bin > 0 ? (double)bin / count * Math.Log((double)bin / count) : 0;
        }

        return (negative, entropy);
    }
}
