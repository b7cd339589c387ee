namespace Etalon.Numerics;

/// <summary>The wavelet transform of lines whose length is a power of two, to the last level; beyond the ends lines repeat.</summary>
/// <remarks>
/// The result has the one smooth coefficient first, then the detail of the coarsest level and so on to the finest, which fill the second
/// half: the order of the GNU Scientific Library, whose numbering of shifts this is. One instance serves one thread.
/// </remarks>
/// <param name="filters">The wavelet.</param>
/// <param name="isCentred">Whether filters are centred, so that levels lie above one another.</param>
/// <param name="longest">The longest line.</param>
public sealed class PeriodicWavelet(WaveletFilters filters, bool isCentred, int longest)
{
    private readonly double[] _work = new double[longest];
    private readonly int _offset = isCentred ? filters.Taps / 2 : 0;

    /// <summary>Transforms a line in place.</summary>
    public void Forward(Span<double> line)
    {
        for (var length = line.Length; length >= 2; length /= 2)
        {
            var (half, mask) = (length / 2, length - 1);
            for (var i = 0; i < half; i++)
            {
                var (smooth, detail) = (0.0, 0.0);
                for (var tap = 0; tap < filters.Taps; tap++)
                {
                    var value = line[((2 * i) - _offset + tap) & mask];
                    smooth += filters.Low[tap] * value;
                    detail += filters.High[tap] * value;
                }

                _work[i] = smooth;
                _work[half + i] = detail;
            }

            _work.AsSpan(0, length).CopyTo(line);
        }
    }

    /// <summary>Transforms back in place.</summary>
    public void Backward(Span<double> line)
    {
        for (var length = 2; length <= line.Length; length *= 2)
        {
            var (half, mask) = (length / 2, length - 1);
            var work = _work.AsSpan(0, length);
            work.Clear();
            for (var i = 0; i < half; i++)
            {
                for (var tap = 0; tap < filters.Taps; tap++)
                {
                    work[((2 * i) - _offset + tap) & mask] += (filters.LowBack[tap] * line[i]) + (filters.HighBack[tap] * line[half + i]);
                }
            }

            work.CopyTo(line);
        }
    }
}
