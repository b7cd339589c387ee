using System.Runtime.InteropServices;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// How much of a sinogram's spectrum lies where none should be, for any centre. A whole turn is made of half a turn and its mirror
/// image; if it was mirrored about the right column, nothing turns faster than the edge of the field moves, and the spectrum is
/// empty outside of a double wedge (N. T. Vo et al., Optics Express 22, 2014).
/// </summary>
/// <remarks>
/// The mirrored half needs no transform of its own: with G the spectrum of the measured half, as seen from the centre, the whole
/// turn has F(u, k) = G(u, k) + (-1)^k G(-u, k). Along the angle it is transformed once for all centres. Both halves are seen
/// through the same window around the centre, so that a sample that reaches out of the field does no harm.
/// </remarks>
internal sealed unsafe class DoubleWedge : IDisposable
{
    /// <summary>Slower turns are left out: there the wedge is too narrow to tell inside from outside.</summary>
    private const int Slowest = 12;

    /// <summary>Faster turns hold more noise than signal: so many orders for each column, but not fewer than a few.</summary>
    private const double FastestPerColumn = 0.4;

    private const int FewestOrders = 96;

    /// <summary>The window blurs the wedge by so many frequencies.</summary>
    private const double Blur = 3;

    /// <summary>Columns that are transformed together.</summary>
    private const int Together = 64;

    private readonly AnglePlace[] _rows;
    private readonly int _bin;
    private readonly int _width;
    private readonly int _orders;
    private readonly int _linePitch;
    private readonly RealLines _turn;
    private readonly float* _lines;
    private readonly float* _halfSpectrum;
    private readonly float* _spectrum;
    private readonly float* _window;
    private ComplexLines? _across;

    /// <summary>Ready for sinograms of one shape.</summary>
    /// <param name="rows">Half a turn.</param>
    /// <param name="columns">Columns of a sinogram.</param>
    /// <param name="bin">How many columns are taken together.</param>
    public DoubleWedge(AnglePlace[] rows, int columns, int bin)
    {
        (_rows, _bin, _width) = (rows, bin, columns / bin);
        _orders = Orders(rows.Length, _width);
        _linePitch = (TurnLength(rows.Length) + 15) & ~15;
        _turn = new RealLines(TurnLength(rows.Length));
        _lines = Room((long)Together * _linePitch);
        _halfSpectrum = Room(ComplexLines.Pitch(_turn.SpectrumLength));
        _spectrum = Room((long)_orders * _width * 2);
        _window = Room(ComplexLines.Pitch(2 * FastLength.AtLeast(_width)) + _width);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long rows, long columns, int bin) =>
        ((Together * ((2 * rows) + 16)) + (4 * rows) + (Orders((int)rows, (int)columns / bin) * (columns / bin) * 2) + (8 * (columns / bin)) + 256) * sizeof(float);

    /// <summary>Transforms a sinogram along the angle.</summary>
    public void Load(SliceSinogram sinogram)
    {
        for (var first = 0; first < _width; first += Together)
        {
            var count = Math.Min(Together, _width - first);
            NativeMemory.Clear(_lines, (nuint)((long)count * _linePitch * sizeof(float)));
            for (var row = 0; row < _rows.Length; row++)
            {
                Gather(sinogram, row, first, count);
            }

            for (var column = 0; column < count; column++)
            {
                _turn.Forward(_lines + ((long)column * _linePitch), _halfSpectrum);
                for (var order = 0; order < _orders; order++)
                {
                    ((double*)_spectrum)[((long)order * _width) + first + column] = ((double*)_halfSpectrum)[order];
                }
            }
        }
    }

    /// <summary>What is outside the wedge for some centres, all seen through windows of the same width.</summary>
    /// <param name="first">The first centre, in columns of the sinogram.</param>
    /// <param name="step">From one centre to the next.</param>
    /// <param name="metric">One number for every centre.</param>
    /// <returns>Whether the windows are wide enough to see anything.</returns>
    public bool Measure(double first, double step, Span<double> metric)
    {
        var last = first + (step * (metric.Length - 1));
        var reach = Math.Min(InBins(first), _width - 1 - InBins(last));
        if (reach < 12)
        {
            metric.Fill(double.NaN);
            return false;
        }

        var length = FastLength.AtLeast((2 * (int)reach) + 2);
        if (_across?.Length != length)
        {
            _across?.Dispose();
            _across = new ComplexLines(length, forward: true);
        }

        for (var i = 0; i < metric.Length; i++)
        {
            metric[i] = Outside(InBins(first + (step * i)), reach, length);
        }

        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _turn.Dispose();
        _across?.Dispose();
        NativeMemory.AlignedFree(_lines);
        NativeMemory.AlignedFree(_halfSpectrum);
        NativeMemory.AlignedFree(_spectrum);
        NativeMemory.AlignedFree(_window);
    }

    private static int TurnLength(int rows) => 2 * rows;

    private static int Orders(int rows, int width) => Math.Min(rows, Math.Max(FewestOrders, (int)(FastestPerColumn * width)));

    private static float* Room(long floats) => (float*)NativeMemory.AlignedAlloc((nuint)(floats * sizeof(float)), 64);

    private double InBins(double column) => (column - ((_bin - 1) / 2.0)) / _bin;

    private void Gather(SliceSinogram sinogram, int row, int first, int count)
    {
        var place = _rows[row];
        var here = sinogram[place.Row] + (first * _bin);
        var next = sinogram[place.Row + 1] + (first * _bin);
        for (var column = 0; column < count; column++, here += _bin, next += _bin)
        {
            var (sum, nextSum) = (0f, 0f);
            for (var i = 0; i < _bin; i++)
            {
                sum += here[i];
                nextSum += place.Share > 0 || place.Share < 0 ? next[i] : 0;
            }

            _lines[((long)column * _linePitch) + row] = place.Share > 0 || place.Share < 0 ? sum + (place.Share * (nextSum - sum)) : sum;
        }
    }

    private double Outside(double centre, double reach, int length)
    {
        var start = (int)Math.Ceiling(centre - reach);
        var count = (int)Math.Floor(centre + reach) - start + 1;
        var weights = _window + ComplexLines.Pitch(length);
        for (var i = 0; i < count; i++)
        {
            var edge = (reach - Math.Abs(start + i - centre)) / (0.3 * reach);
            weights[i] = edge >= 1 ? 1 : (float)Math.Pow(Math.Sin(Math.PI / 2 * Math.Max(edge, 0)), 2);
        }

        var (sum, chance) = (0.0, 0.0);
        for (var order = Math.Min(Slowest, _orders / 4); order < _orders; order++)
        {
            var widest = Math.Min((int)((order * length / (2 * Math.PI * reach)) - Blur), length / 2);
            if (widest < 2)
            {
                continue;
            }

            var line = _spectrum + (2 * (((long)order * _width) + start));
            for (var i = 0; i < count; i++)
            {
                _window[2 * i] = line[2 * i] * weights[i];
                _window[(2 * i) + 1] = line[(2 * i) + 1] * weights[i];
            }

            NativeMemory.Clear(_window + (2 * count), (nuint)(2 * (length - count)) * sizeof(float));
            _across!.Run(_window);
            var (here, usual) = Row(order, widest, length, 2 * Math.PI * (centre - start) / length);
            (sum, chance) = (sum + here, chance + usual);
        }

        return chance > 0 ? sum / chance : 1;
    }

    /// <summary>
    /// The amplitudes of one order, from the second frequency to the edge of the wedge, and what they would be if the two halves had
    /// nothing to do with each other: noise, and what a window happens to show, so cancel.
    /// </summary>
    private (double Sum, double Chance) Row(int order, int widest, int length, double turn)
    {
        var (sum, chance) = (0.0, 0.0);
        var sign = order % 2 == 0 ? 1.0 : -1.0;
        var (stepSine, stepCosine) = Math.SinCos(turn);
        var (sine, cosine) = (stepSine, stepCosine);
        for (var u = 1; u <= widest; u++)
        {
            var (a, b) = (_window[2 * u], _window[(2 * u) + 1]);
            var (c, d) = (_window[2 * (length - u)], _window[(2 * (length - u)) + 1]);
            var real = (a * cosine) - (b * sine) + (sign * ((c * cosine) + (d * sine)));
            var imaginary = (a * sine) + (b * cosine) + (sign * ((d * cosine) - (c * sine)));
            if (u > 1)
            {
                sum += Math.Sqrt((real * real) + (imaginary * imaginary));
                chance += Math.Sqrt((a * a) + (b * b) + (c * c) + (d * d));
            }

            (cosine, sine) = ((cosine * stepCosine) - (sine * stepSine), (sine * stepCosine) + (cosine * stepSine));
        }

        return (sum, chance);
    }
}
