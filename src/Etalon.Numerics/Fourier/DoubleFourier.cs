namespace Etalon.Numerics;

/// <summary>Fourier transforms of lines of complex float64 numbers of any length, always the same bits. One instance serves one thread.</summary>
/// <remarks>
/// Lengths are taken apart into their prime factors. Where one of them is large, the transform becomes a convolution of a length that is a
/// power of two (Bluestein). Errors are a few units in the last place times the logarithm of the length.
/// </remarks>
public sealed class DoubleFourier
{
    /// <summary>A factor beyond this costs more than a convolution.</summary>
    private const int LargestFactor = 61;

    private readonly int _length;
    private readonly int[] _factors;
    private readonly double[] _turns;
    private readonly double[] _terms = new double[2 * LargestFactor];
    private readonly double[] _source;
    private readonly Convolution? _convolution;

    /// <summary>Ready for lines of that many numbers.</summary>
    public DoubleFourier(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        _length = length;
        _factors = [.. Factors(length)];
        _convolution = _factors.Length > 0 && _factors.Max() > LargestFactor ? new Convolution(length) : null;
        _source = new double[2 * length];
        _turns = new double[_convolution is null ? 2 * length : 0];
        for (var i = 0; i < _turns.Length / 2; i++)
        {
            (_turns[(2 * i) + 1], _turns[2 * i]) = Turn(-2.0 * i / length);
        }
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(int length) => (Factors(length).DefaultIfEmpty(1).Max() > LargestFactor ? 30L : 4L) * 8 * length;

    /// <summary>Transforms a line in place: sums of samples times exp(-2πi jk/n), or exp(+2πi jk/n) backward; neither divides by n.</summary>
    /// <param name="line">Pairs, the real part first.</param>
    /// <param name="forward">Which sign.</param>
    public void Run(Span<double> line, bool forward)
    {
        // Backward is forward with real and imaginary parts exchanged before and after.
        if (!forward)
        {
            Exchange(line);
        }

        if (_convolution is not null)
        {
            _convolution.Run(line);
        }
        else
        {
            line.CopyTo(_source);
            Step(0, 1, line, _length, 0);
        }

        if (!forward)
        {
            Exchange(line);
        }
    }

    private static void Exchange(Span<double> line)
    {
        for (var i = 0; i < line.Length; i += 2)
        {
            (line[i], line[i + 1]) = (line[i + 1], line[i]);
        }
    }

    /// <summary>Sine and cosine of half turns: exact at quarters.</summary>
    private static (double Sin, double Cos) Turn(double halfTurns) => double.SinCosPi(halfTurns);

    private static IEnumerable<int> Factors(int length)
    {
        var factor = 2;
        while (length > 1)
        {
            // A rest without a factor up to its root is prime.
            factor = (long)factor * factor > length ? length : factor;
            if (length % factor == 0)
            {
                length /= factor;
                yield return factor;
            }
            else
            {
                factor++;
            }
        }
    }

    /// <summary>Transforms every stride-th number of the source: first as many short lines as the factor says, then joins them.</summary>
    private void Step(int from, int stride, Span<double> target, int length, int level)
    {
        if (length == 1)
        {
            target[0] = _source[2 * from];
            target[1] = _source[(2 * from) + 1];
            return;
        }

        var factor = _factors[level];
        var part = length / factor;
        for (var i = 0; i < factor; i++)
        {
            Step(from + (i * stride), stride * factor, target.Slice(2 * i * part, 2 * part), part, level + 1);
        }

        for (var i = 0; i < part; i++)
        {
            Join(target, i, part, factor, stride);
        }
    }

    private void Join(Span<double> target, int first, int part, int factor, int stride)
    {
        var turns = _turns;
        for (var i = 0; i < factor; i++)
        {
            var at = 2 * (first + (i * part));
            var turn = 2 * (int)((long)i * first * stride % _length);
            var (real, imaginary) = (target[at], target[at + 1]);
            _terms[2 * i] = (real * turns[turn]) - (imaginary * turns[turn + 1]);
            _terms[(2 * i) + 1] = (real * turns[turn + 1]) + (imaginary * turns[turn]);
        }

        var step = _length / factor;
        for (var k = 0; k < factor; k++)
        {
            var (real, imaginary) = (_terms[0], _terms[1]);
            for (var i = 1; i < factor; i++)
            {
                var turn = 2 * (i * k % factor * step);
                real += (_terms[2 * i] * turns[turn]) - (_terms[(2 * i) + 1] * turns[turn + 1]);
                imaginary += (_terms[2 * i] * turns[turn + 1]) + (_terms[(2 * i) + 1] * turns[turn]);
            }

            target[2 * (first + (k * part))] = real;
            target[(2 * (first + (k * part))) + 1] = imaginary;
        }
    }

    /// <summary>A transform as a convolution with exp(iπ j²/n).</summary>
    private sealed class Convolution
    {
        private readonly int _length;
        private readonly DoubleFourier _wide;
        private readonly double[] _chirp;
        private readonly double[] _kernel;
        private readonly double[] _work;

        public Convolution(int length)
        {
            var wide = 1;
            while (wide < 2 * length)
            {
                wide = checked(wide * 2);
            }

            _length = length;
            _wide = new DoubleFourier(wide);
            _chirp = new double[2 * length];
            _kernel = new double[2 * wide];
            _work = new double[2 * wide];
            for (var i = 0; i < length; i++)
            {
                (_chirp[(2 * i) + 1], _chirp[2 * i]) = Turn(-(double)((long)i * i % (2L * length)) / length);
                foreach (var at in i == 0 ? new[] { 0 } : [i, wide - i])
                {
                    _kernel[2 * at] = _chirp[2 * i];
                    _kernel[(2 * at) + 1] = -_chirp[(2 * i) + 1];
                }
            }

            _wide.Run(_kernel, forward: true);
        }

        public void Run(Span<double> line)
        {
            Array.Clear(_work);
            for (var i = 0; i < line.Length; i += 2)
            {
                (_work[i], _work[i + 1]) = Product(line[i], line[i + 1], _chirp[i], _chirp[i + 1]);
            }

            _wide.Run(_work, forward: true);
            for (var i = 0; i < _work.Length; i += 2)
            {
                (_work[i], _work[i + 1]) = Product(_work[i], _work[i + 1], _kernel[i], _kernel[i + 1]);
            }

            _wide.Run(_work, forward: false);
            var scale = 2.0 / _work.Length;
            for (var i = 0; i < 2 * _length; i += 2)
            {
                (line[i], line[i + 1]) = Product(_work[i] * scale, _work[i + 1] * scale, _chirp[i], _chirp[i + 1]);
            }
        }

        private static (double Real, double Imaginary) Product(double a, double b, double c, double d) => ((a * c) - (b * d), (a * d) + (b * c));
    }
}
