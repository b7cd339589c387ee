using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>The filtered spectra of the projections of two slices: one is the real, the other the imaginary part of every row.</summary>
internal sealed unsafe class SpectrumRows : IDisposable
{
    private readonly SliceGeometry _geometry;
    private readonly FourierShape _shape;
    private readonly double[] _filter;
    private readonly bool _repeatsEdges;
    private readonly ComplexLines _lines;
    private float* _spectra;
    private float* _row;
    private float* _factors;
    private float* _others;

    /// <summary>Ready for slices.</summary>
    public SpectrumRows(SliceGeometry geometry, FourierShape shape, FilterOptions options)
    {
        (_geometry, _shape, _repeatsEdges) = (geometry, shape, options.RepeatEdges);
        _filter = RampFilter.Response(shape.Padded, options.Window, options.Cutoff, options.Order);
        _lines = new ComplexLines(shape.Padded, forward: true);
        _spectra = Room((long)shape.Angles * shape.SamplePitch);
        _row = Room(2L * shape.Padded);
        _factors = Room(shape.SamplePitch);
        _others = Room(shape.SamplePitch);
    }

    /// <summary>A sample of a projection's spectrum, counted from its middle.</summary>
    public float* At(int angle, int sample) => _spectra + ((long)angle * _shape.SamplePitch) + (2 * (sample + _shape.Reach));

    /// <summary>Transforms the rows of one or two slices.</summary>
    public void Load(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        var two = slices.Length > 1 ? slices[1].Sinogram : null;
        var areAlike = slices.Length == 1 || slices[0].Centre == slices[1].Centre;
        Factors(_factors, slices[0].Centre);
        if (!areAlike)
        {
            Factors(_others, slices[1].Centre);
        }

        for (var angle = 0; angle < _shape.Angles; angle++)
        {
            if (angle % 64 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            var offset = (long)angle * _shape.Columns;
            Fill(slices[0].Sinogram + offset, two is null ? null : two + offset);
            _lines.Run(_row);
            var scale = (float)(_geometry.Weights[angle] / _geometry.PixelCentimetres);
            var target = At(angle, -_shape.Reach);
            if (areAlike)
            {
                Order(target);
                Filter(target, scale);
            }
            else
            {
                FilterApart(target, scale);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines.Dispose();
        NativeMemory.AlignedFree(_spectra);
        NativeMemory.AlignedFree(_row);
        NativeMemory.AlignedFree(_factors);
        NativeMemory.AlignedFree(_others);
        _spectra = null;
        _row = null;
        _factors = null;
        _others = null;
    }

    private static float* Room(long floats) => (float*)NativeMemory.AlignedAlloc((nuint)(floats * sizeof(float)), 64);

    /// <summary>What frequencies are multiplied by: the ramp, and the turn that moves the centre of rotation to column 0.</summary>
    private void Factors(float* factors, double centre)
    {
        for (var k = -_shape.Reach; k <= _shape.Reach; k++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * k * centre / _shape.Padded);
            var size = _filter[Math.Abs(k)] / _shape.Padded;
            factors[2 * (k + _shape.Reach)] = (float)(size * cosine);
            factors[(2 * (k + _shape.Reach)) + 1] = (float)(size * sine);
        }
    }

    private void Fill(float* one, float* two)
    {
        var columns = _shape.Columns;
        var i = 0;
        for (; two is not null && i + Vector512<float>.Count <= columns; i += Vector512<float>.Count)
        {
            var (a, b) = (Vector512.Load(one + i), Vector512.Load(two + i));
            Vector512.Shuffle(Mixed(a.GetLower(), b.GetLower()), Interleave).Store(_row + (2 * i));
            Vector512.Shuffle(Mixed(a.GetUpper(), b.GetUpper()), Interleave).Store(_row + (2 * i) + Vector512<float>.Count);
        }

        for (; i < columns; i++)
        {
            (_row[2 * i], _row[(2 * i) + 1]) = (one[i], two is null ? 0 : two[i]);
        }

        NativeMemory.Clear(_row + (2 * columns), (nuint)(_shape.Padded - columns) * 2 * sizeof(float));
        if (_repeatsEdges)
        {
            Extend();
        }
    }

    private static Vector512<int> Interleave => Vector512.Create(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);

    private static Vector512<float> Mixed(Vector256<float> one, Vector256<float> two) => Vector512.Create(one, two);

    /// <summary>The mean of a few samples at each end goes on to the middle of the padding.</summary>
    private void Extend()
    {
        var ends = Math.Min(8, _shape.Columns);
        for (var part = 0; part < 2; part++)
        {
            var (left, right) = (0.0, 0.0);
            for (var i = 0; i < ends; i++)
            {
                left += _row[(2 * i) + part];
                right += _row[(2 * (_shape.Columns - 1 - i)) + part];
            }

            var middle = (_shape.Columns + _shape.Padded) / 2;
            for (var i = _shape.Columns; i < _shape.Padded; i++)
            {
                _row[(2 * i) + part] = (float)((i < middle ? right : left) / ends);
            }
        }
    }

    /// <summary>Copies the spectrum so that frequencies ascend from the lowest.</summary>
    private void Order(float* target)
    {
        var reach = _shape.Reach;
        NativeMemory.Copy(_row + (2 * (_shape.Padded - reach)), target, (nuint)reach * 2 * sizeof(float));
        NativeMemory.Copy(_row, target + (2 * reach), (nuint)(reach + 1) * 2 * sizeof(float));
    }

    private void Filter(float* target, float scale)
    {
        var count = (2 * _shape.Reach) + 1;
        var i = 0;
        for (; i + (Vector512<float>.Count / 2) <= count; i += Vector512<float>.Count / 2)
        {
            var factors = Vector512.Load(_factors + (2 * i)) * Vector512.Create(scale);
            ComplexProduct.Of(Vector512.Load(target + (2 * i)), factors).Store(target + (2 * i));
        }

        for (; i < count; i++)
        {
            var (re, im) = (target[2 * i], target[(2 * i) + 1]);
            var (c, s) = (_factors[2 * i] * scale, _factors[(2 * i) + 1] * scale);
            target[2 * i] = MathF.FusedMultiplyAdd(re, c, -(im * s));
            target[(2 * i) + 1] = MathF.FusedMultiplyAdd(im, c, re * s);
        }
    }

    /// <summary>Two slices with centres of their own: their spectra are told apart, turned each by its own, and joined again.</summary>
    private void FilterApart(float* target, float scale)
    {
        for (var k = -_shape.Reach; k <= _shape.Reach; k++)
        {
            var at = k < 0 ? k + _shape.Padded : k;
            var opposite = k <= 0 ? -k : _shape.Padded - k;
            var (re, im) = (_row[2 * at], _row[(2 * at) + 1]);
            var (oppositeRe, oppositeIm) = (_row[2 * opposite], _row[(2 * opposite) + 1]);

            // Real rows have spectra with F(-k) = conj F(k): one is the even part of the joint spectrum, the other the odd part by i.
            var (oneRe, oneIm) = ((re + oppositeRe) / 2, (im - oppositeIm) / 2);
            var (twoRe, twoIm) = ((im + oppositeIm) / 2, (oppositeRe - re) / 2);
            var i = 2 * (k + _shape.Reach);
            var (c, s, d, t) = (_factors[i] * scale, _factors[i + 1] * scale, _others[i] * scale, _others[i + 1] * scale);
            var (aRe, aIm) = ((oneRe * c) - (oneIm * s), (oneRe * s) + (oneIm * c));
            var (bRe, bIm) = ((twoRe * d) - (twoIm * t), (twoRe * t) + (twoIm * d));
            (target[i], target[i + 1]) = (aRe - bIm, aIm + bRe);
        }
    }
}
