using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Correlates projections with mirrored ones of half a turn later: mirrored(x) = first(x + shift) with shift = 2 centre - (columns - 1).
/// </summary>
/// <remarks>
/// Slopes are compared, not samples, so that a background does not pull. First every whole shift is tried on the part that both sides
/// show; then the overlap is transformed and the peak of the correlation looked for in steps of a twentieth of a pixel.
/// </remarks>
internal sealed unsafe class MirrorPairs : IDisposable
{
    /// <summary>Steps within a pixel.</summary>
    private const int Fine = 20;

    /// <summary>Least part of the columns that both sides must show.</summary>
    private const double LeastOverlap = 0.05;

    /// <summary>Waves of which fewer than this fit into the overlap count less.</summary>
    private const double LowestCycles = 2;

    /// <summary>
    /// The part of the overlap over which its ends fade: cut samples must not be seen as edges. An edge that lies there pulls towards whole
    /// shifts (0.1 pixels), so where nothing is cut hardly any is taken.
    /// </summary>
    private const double WideTaper = 1.0 / 8;

    private const double NarrowTaper = 1.0 / 64;

    /// <summary>Frequencies to either side that coherence is told from, at least; else an eighth of the frequency.</summary>
    private const int LeastNear = 3;

    private readonly (AnglePlace First, AnglePlace Opposite)[] _places;
    private readonly int _columns;
    private readonly float* _first;
    private readonly float* _mirrored;
    private readonly float* _room;
    private readonly double[] _score;
    private readonly double[] _energy;
    private readonly double[] _mirroredEnergy;
    private readonly double[] _cross;
    private readonly double[] _power;
    private readonly double[] _sums;
    private RealLines? _lines;
    private double _taper;

    /// <summary>Ready for sinograms of one shape.</summary>
    public MirrorPairs((AnglePlace First, AnglePlace Opposite)[] places, int columns)
    {
        (_places, _columns) = (places, columns);
        var samples = (long)places.Length * columns;
        _first = Room(samples);
        _mirrored = Room(samples);
        _room = Room(4L * Pitch(columns));
        _score = new double[(2 * columns) + 1];
        (_energy, _mirroredEnergy) = (new double[columns + 1], new double[columns + 1]);
        _cross = new double[Pitch(columns)];
        _power = new double[Pitch(columns)];
        _sums = new double[3 * Pitch(columns)];
    }

    /// <summary>How sharp the correlation is at its peak, from -1 to 1.</summary>
    public double Correlation { get; private set; }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long pairs, long columns) => (((2 * pairs) + 6 + 2 + 4 + 6) * (Pitch((int)columns) + 16) * sizeof(float)) + 4096;

    /// <summary>Where the axis is.</summary>
    /// <param name="sinogram">The slice.</param>
    /// <param name="from">The smallest centre that is believed.</param>
    /// <param name="to">The largest.</param>
    public CentreEstimate Find(IProjections sinogram, double from, double to)
    {
        if (_places.Length == 0)
        {
            return CentreEstimate.None;
        }

        _taper = sinogram.IsTruncated ? WideTaper : NarrowTaper;
        for (var pair = 0; pair < _places.Length; pair++)
        {
            Slope(sinogram, _places[pair].First, _first + ((long)pair * _columns), isMirrored: false);
            Slope(sinogram, _places[pair].Opposite, _mirrored + ((long)pair * _columns), isMirrored: true);
        }

        AddUp(_first, _energy);
        AddUp(_mirrored, _mirroredEnergy);

        var least = (int)Math.Max(8, LeastOverlap * _columns);
        var low = Math.Max((int)Math.Floor((2 * from) - (_columns - 1)), least - _columns);
        var high = Math.Min((int)Math.Ceiling((2 * to) - (_columns - 1)), _columns - least);
        if (low >= high)
        {
            return CentreEstimate.None;
        }

        var scores = _score.AsSpan(0, high - low + 1);
        for (var shift = low; shift <= high; shift++)
        {
            scores[shift - low] = -Significance(shift);
        }

        var best = scores.IndexOf(Smallest(scores));
        Correlation = Likeness(best + low, out _);
        var clarity = BestShift.Clarity(scores, 4);
        var shiftFound = best + low + Refine(best + low);
        return Correlation > 0
            ? new CentreEstimate((_columns - 1 + shiftFound) / 2, clarity)
            : CentreEstimate.None;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines?.Dispose();
        NativeMemory.AlignedFree(_first);
        NativeMemory.AlignedFree(_mirrored);
        NativeMemory.AlignedFree(_room);
    }

    private static double Smallest(ReadOnlySpan<double> values)
    {
        var smallest = double.PositiveInfinity;
        foreach (var value in values)
        {
            smallest = Math.Min(smallest, value);
        }

        return smallest;
    }

    private static float* Room(long floats) => (float*)NativeMemory.AlignedAlloc((nuint)((floats + 16) * sizeof(float)), 64);

    private static int Pitch(int columns) => ComplexLines.Pitch((FastLength.AtLeast(columns) / 2) + 1);

    /// <summary>A projection, blurred a little, then its slope.</summary>
    private void Slope(IProjections sinogram, AnglePlace place, float* to, bool isMirrored)
    {
        sinogram.At(place, _room);
        var smooth = _room + Pitch(_columns);
        for (var x = 0; x < _columns; x++)
        {
            var (a, b, c) = (_room[Math.Max(x - 2, 0)], _room[Math.Max(x - 1, 0)], _room[x]);
            var (d, e) = (_room[Math.Min(x + 1, _columns - 1)], _room[Math.Min(x + 2, _columns - 1)]);
            smooth[x] = (a + e + (4 * (b + d)) + (6 * c)) / 16;
        }

        for (var x = 0; x < _columns; x++)
        {
            var slope = smooth[Math.Min(x + 1, _columns - 1)] - smooth[Math.Max(x - 1, 0)];
            to[isMirrored ? _columns - 1 - x : x] = isMirrored ? -slope : slope;
        }
    }

    /// <summary>How unlikely it is that the overlap looks so similar by chance.</summary>
    private double Significance(int shift)
    {
        var likeness = Likeness(shift, out var overlap);
        return Math.Atanh(Math.Clamp(likeness, -0.999, 0.999)) * Math.Sqrt(overlap);
    }

    private double Likeness(int shift, out int overlap)
    {
        var (from, to) = (Math.Max(0, -shift), Math.Min(_columns, _columns - shift));
        overlap = to - from;
        var product = 0.0;
        for (var pair = 0; pair < _places.Length; pair++)
        {
            var a = _first + ((long)pair * _columns) + shift;
            var b = _mirrored + ((long)pair * _columns);
            product += Product(a + from, b + from, to - from);
        }

        var square = _energy[to + shift] - _energy[from + shift];
        var mirroredSquare = _mirroredEnergy[to] - _mirroredEnergy[from];
        return square > 0 && mirroredSquare > 0 ? product / Math.Sqrt(square * mirroredSquare) : 0;
    }

    private static double Product(float* a, float* b, int count)
    {
        var sums = Vector512<float>.Zero;
        var x = 0;
        for (; x + Vector512<float>.Count <= count; x += Vector512<float>.Count)
        {
            sums += Vector512.Load(a + x) * Vector512.Load(b + x);
        }

        var sum = 0.0;
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            sum += sums[lane];
        }

        for (; x < count; x++)
        {
            sum += a[x] * b[x];
        }

        return sum;
    }

    /// <summary>Squares of all pairs before each column.</summary>
    private void AddUp(float* slopes, double[] sums)
    {
        for (var x = 0; x < _columns; x++)
        {
            var sum = 0.0;
            for (var pair = 0; pair < _places.Length; pair++)
            {
                var slope = slopes[((long)pair * _columns) + x];
                sum += slope * slope;
            }

            sums[x + 1] = sums[x] + sum;
        }
    }

    /// <summary>The rest of the shift, within a pixel and a half.</summary>
    private double Refine(int shift)
    {
        var (from, to) = (Math.Max(0, -shift), Math.Min(_columns, _columns - shift));
        var length = FastLength.AtLeast(to - from);
        if (_lines?.Length != length)
        {
            _lines?.Dispose();
            _lines = new RealLines(length);
        }

        Array.Clear(_cross);
        Array.Clear(_power);
        for (var pair = 0; pair < _places.Length; pair++)
        {
            AddCross(_first + ((long)pair * _columns) + shift + from, _mirrored + ((long)pair * _columns) + from, to - from);
        }

        Weigh(length);
        const int points = (3 * Fine) + 1;
        Span<double> curve = stackalloc double[points];
        for (var i = 0; i < points; i++)
        {
            curve[i] = -Correlate((i / (double)Fine) - 1.5, length);
        }

        return (BestShift.Minimum(curve) / Fine) - 1.5;
    }

    private void AddCross(float* first, float* mirrored, int count)
    {
        var pitch = Pitch(_columns);
        var a = _room;
        var b = a + pitch;
        var spectrum = b + pitch;
        var other = spectrum + pitch;
        NativeMemory.Clear(a, (nuint)(2 * pitch) * sizeof(float));
        var taper = Math.Max(1, (int)(count * _taper));
        for (var x = 0; x < count; x++)
        {
            var edge = Math.Min(1.0, (Math.Min(x, count - 1 - x) + 0.5) / taper);
            var weight = edge >= 1 ? 1 : (float)Math.Pow(Math.Sin(Math.PI / 2 * edge), 2);
            (a[x], b[x]) = (first[x] * weight, mirrored[x] * weight);
        }

        _lines!.Forward(a, spectrum);
        _lines.Forward(b, other);
        for (var f = 0; f < _lines.SpectrumLength; f++)
        {
            var (ar, ai, br, bi) = (spectrum[2 * f], spectrum[(2 * f) + 1], other[2 * f], other[(2 * f) + 1]);
            _cross[2 * f] += (ar * br) + (ai * bi);
            _cross[(2 * f) + 1] += (ai * br) - (ar * bi);
            _power[f] += ((ar * ar) + (ai * ai) + (br * br) + (bi * bi)) / 2;
        }
    }

    /// <summary>
    /// Undoes the slope, as a shift is told best by the samples themselves, but not the blur, or the aliases of sharp edges would count; and weighs
    /// every frequency with the coherence γ of the two sides: 1 where they agree but for a shift, 0 where there is only noise, whatever
    /// noise that is. The lowest frequencies, where backgrounds are, count less.
    /// </summary>
    /// <remarks>
    /// γ = S / (S + N) for a signal's power S in noise N. Of greatest likelihood is S / (2 S N + N²) for white noise, which is the same to within
    /// a factor of 2.
    /// </remarks>
    private void Weigh(int length)
    {
        var half = length / 2;
        for (var f = 1; f <= half; f++)
        {
            _sums[3 * f] = _sums[3 * (f - 1)] + _cross[2 * f];
            _sums[(3 * f) + 1] = _sums[(3 * (f - 1)) + 1] + _cross[(2 * f) + 1];
            _sums[(3 * f) + 2] = _sums[(3 * (f - 1)) + 2] + _power[f];
        }

        for (var f = 1; f <= half; f++)
        {
            var near = Math.Max(LeastNear, f / 8);
            var (from, to) = (Math.Max(0, f - near - 1), Math.Min(half, f + near));
            var (real, imaginary) = (_sums[3 * to] - _sums[3 * from], _sums[(3 * to) + 1] - _sums[(3 * from) + 1]);
            var power = _sums[(3 * to) + 2] - _sums[(3 * from) + 2];
            var cross = Math.Sqrt((real * real) + (imaginary * imaginary));

            // So much agree by chance.
            var chance = 2.0 / ((to - from) * _places.Length);
            var coherence = power > 0 ? Math.Clamp(((cross * cross / (power * power)) - chance) / (1 - chance), 0, 1) : 0;
            var low = f / (f + LowestCycles);
            var slope = Math.Sin(Math.PI * f / length);
            var weight = low * low * Math.Sqrt(coherence) / (slope * slope);
            _cross[2 * f] *= weight;
            _cross[(2 * f) + 1] *= weight;
        }
    }

    /// <summary>The correlation at a fraction of a pixel: first(x + rest) against mirrored(x).</summary>
    private double Correlate(double rest, int length)
    {
        var sum = 0.0;
        var (stepSine, stepCosine) = Math.SinCos(2 * Math.PI * rest / length);
        var (sine, cosine) = (stepSine, stepCosine);
        for (var f = 1; f <= length / 2; f++)
        {
            sum += (_cross[2 * f] * cosine) - (_cross[(2 * f) + 1] * sine);
            (cosine, sine) = ((cosine * stepCosine) - (sine * stepSine), (sine * stepCosine) + (cosine * stepSine));
        }

        return sum;
    }
}
