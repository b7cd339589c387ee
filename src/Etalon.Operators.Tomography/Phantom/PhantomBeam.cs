using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>What the detector makes of the open beam, relative to its middle: vignetting, gain of pixels, dead ones; bands and drift.</summary>
internal sealed unsafe class PhantomBeam
{
    private const int Waves = 8;

    private readonly PhantomScan _scan;
    private readonly SeededWords _words;
    private readonly int[] _places = new int[SeededWords.MostEvents];
    private readonly double[] _sizes = new double[SeededWords.MostEvents];
    private readonly Vector512<double> _rates;
    private readonly Vector512<double> _phases;

    /// <summary>The beam of a scan.</summary>
    public PhantomBeam(PhantomScan scan, SeededWords words)
    {
        _scan = scan;
        _words = words;
        Span<double> rates = stackalloc double[Waves];
        Span<double> phases = stackalloc double[Waves];
        for (var i = 0; i < Waves; i++)
        {
            // From 10 to 160 rows long, so that bands are seen in small scans and in large ones.
            rates[i] = 2 * Math.PI / (10 * (1 << (i / 2)) * (1 + words.Uniform(PhantomStream.Beam, 2 * i)));
            phases[i] = 2 * Math.PI * words.Uniform(PhantomStream.Beam, (2 * i) + 1);
        }

        _rates = Vector512.Create<double>(rates);
        _phases = Vector512.Create<double>(phases);
    }

    /// <summary>The intensity of the beam at a row and a time between 0 and 1.</summary>
    public double Level(long row, double time)
    {
        var parameters = _scan.Parameters;
        var level = 1 + (parameters.Drift * time);
        if (parameters.BeamBands > 0)
        {
            var place = Vector512.Create(row - (parameters.BeamMotion * time));
            var waves = VectorTrigonometry.Sin(Vector512.FusedMultiplyAdd(place, _rates, _phases));
            var sum = 0.0;
            for (var i = 0; i < Waves; i++)
            {
                sum += waves[i];
            }

            // The root mean square of eight sines is 2.
            level *= 1 + (parameters.BeamBands * sum / 2);
        }

        return level;
    }

    /// <summary>What the pixels of a row make of the beam.</summary>
    public void Response(long row, in PhantomRows columns, double* response)
    {
        var half = Math.Max(1, (_scan.Columns - 1) / 2.0);
        var up = (row - ((_scan.Rows - 1) / 2.0)) / Math.Max(1, (_scan.Rows - 1) / 2.0);
        for (var i = 0; i < columns.Count; i++)
        {
            var right = (columns.First + i - ((_scan.Columns - 1) / 2.0)) / half;
            response[i] = 1 - (_scan.Parameters.Vignetting * ((right * right) + (up * up)) / 2);
        }

        if (_scan.Parameters.PixelGain > 0)
        {
            Gain(row, columns, response);
        }

        foreach (var place in Events(PhantomStream.Dead, row, _scan.Parameters.DeadPixels))
        {
            Set(place - columns.First, columns.Count, response);
        }
    }

    /// <summary>Hot pixels of a row: columns; valid until the next row's response.</summary>
    public ReadOnlySpan<int> Hot(long row) => Events(PhantomStream.Hot, row, _scan.Parameters.HotPixels);

    private static void Set(int place, int count, double* response)
    {
        if (place >= 0 && place < count)
        {
            response[place] = 0;
        }
    }

    private ReadOnlySpan<int> Events(PhantomStream stream, long row, double all)
    {
        var count = _words.Events((int)stream, row, all / _scan.Rows, _scan.Columns, _places, _sizes);
        return _places.AsSpan(0, count);
    }

    /// <summary>Evenly spread, because no pixel may have a gain of nothing.</summary>
    private void Gain(long row, in PhantomRows columns, double* response)
    {
        var width = Vector512.Create(2 * Math.Sqrt(3) * _scan.Parameters.PixelGain);
        var groups = (_scan.Columns + EllipseProjector.Group - 1) / EllipseProjector.Group;
        for (var i = 0; i < columns.Count; i += EllipseProjector.Group)
        {
            var (low, high) = _words.Group((int)PhantomStream.Gain, (row * groups) + ((columns.First + i) / EllipseProjector.Group));
            Scale(response + i, low);
            Scale(response + i + Vector512<double>.Count, high);
        }

        void Scale(double* to, Vector512<ulong> words)
        {
            var gain = Vector512.FusedMultiplyAdd(width, NormalPairs.Share(words) - Vector512.Create(0.5), Vector512<double>.One);
            (Vector512.Load(to) * gain).Store(to);
        }
    }
}
