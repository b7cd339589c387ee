using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Filters one row of each of sixteen slices, moves every one so that its axis of rotation lies on a sample, and doubles the samples
/// by adding zeros to the spectrum. All is one multiplication in frequency: ramp, window, shift, and what linear interpolation
/// between the samples will take away (sinc² of half the frequency).
/// </summary>
/// <remarks>
/// The transform is at least 2.6 rows long, so that what is wanted beside the detector, up to a slice's corner, is not reached by the
/// row's repetitions, if the axis is within a tenth of the row from its middle; else corners may be off by some 0.1 %.
/// </remarks>
internal sealed unsafe class LaneFilter : IDisposable
{
    private const int Lanes = LaneRows.Lanes;

    private readonly SliceGeometry _geometry;
    private readonly LaneRows _rows;
    private readonly bool _repeatEdges;
    private readonly double[] _response;
    private readonly RealLines _short;
    private readonly RealLines _long;
    private readonly NativeBuffer _samples;
    private readonly NativeBuffer _spectrum;
    private readonly NativeBuffer _filtered;
    private readonly NativeBuffer _factors;
    private readonly double[] _centres = new double[Lanes];

    /// <summary>Ready for any scan of that geometry.</summary>
    public LaneFilter(SliceGeometry geometry, LaneRows rows, FilterOptions options)
    {
        (_geometry, _rows, _repeatEdges) = (geometry, rows, options.RepeatEdges);
        var length = PaddedLength(geometry, rows);
        _response = RampFilter.Response(length, options.Window, options.Cutoff, options.Order);
        for (var k = 1; k < _response.Length; k++)
        {
            var x = Math.PI * k / (length * LaneRows.Oversampling);
            _response[k] *= x * x / (Math.Sin(x) * Math.Sin(x));
        }

        // Twice the length has the short one's last frequency twice, as itself and as its mirror image.
        _response[length / 2] /= 2;
        _short = new RealLines(length);
        _long = new RealLines(length * LaneRows.Oversampling);
        _samples = new NativeBuffer((long)length * sizeof(float));
        _spectrum = new NativeBuffer(SpectrumFloats(length) * sizeof(float));
        _filtered = new NativeBuffer(LongPitch(length) * Lanes * sizeof(float));
        _factors = new NativeBuffer(FactorFloats(length) * 2 * Lanes * sizeof(float));
        Array.Fill(_centres, double.NaN);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(SliceGeometry geometry, LaneRows rows)
    {
        var length = PaddedLength(geometry, rows);
        return sizeof(float) * (length + SpectrumFloats(length) + (LongPitch(length) * Lanes) + (FactorFloats(length) * 2 * Lanes));
    }

    /// <summary>Says where the axes of the next slices are.</summary>
    public void Place(ReadOnlySpan<SliceTask> slices)
    {
        for (var lane = 0; lane < slices.Length; lane++)
        {
            if (!slices[lane].Centre.Equals(_centres[lane]))
            {
                _centres[lane] = slices[lane].Centre;
                Prepare(Factors(lane), slices[lane].Centre);
            }
        }
    }

    /// <summary>Filters one projection's rows, times its weight; lanes without a slice become 0.</summary>
    public void Run(ReadOnlySpan<SliceTask> slices, int angle, float* to)
    {
        var length = _short.Length;
        var filtered = (float*)_filtered.Pointer;
        for (var lane = 0; lane < slices.Length; lane++)
        {
            Pad(slices[lane].Sinogram + ((long)angle * _geometry.Columns), (float*)_samples.Pointer);
            _short.Forward((float*)_samples.Pointer, (float*)_spectrum.Pointer);
            Multiply((float*)_spectrum.Pointer, Factors(lane), (float)_geometry.Weights[angle]);
            _long.Backward((float*)_spectrum.Pointer, filtered + (lane * LongPitch(length)));
        }

        Interleave(filtered, LongPitch(length), slices.Length, to);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _short.Dispose();
        _long.Dispose();
        _samples.Dispose();
        _spectrum.Dispose();
        _filtered.Dispose();
        _factors.Dispose();
    }

    private static int PaddedLength(SliceGeometry geometry, LaneRows rows) =>
        FastLength.AtLeast(2 * (rows.Reach + (int)Math.Ceiling(0.6 * geometry.Columns)));

    private static long LongPitch(int length) => ((length * LaneRows.Oversampling) + 15L) / 16 * 16;

    private static long SpectrumFloats(int length) => (length * LaneRows.Oversampling) + 2L + 16;

    /// <summary>The short spectrum's floats, in whole registers.</summary>
    private static long FactorFloats(int length) => (length + 2L + 15) / 16 * 16;

    private float* Factors(int lane) => (float*)_factors.Pointer + (lane * 2 * FactorFloats(_short.Length));

    /// <summary>
    /// The complex factors of all frequencies, as two rows: real parts twice each, imaginary ones as -i, +i, so that a product is
    /// two multiplications and an exchange of neighbours.
    /// </summary>
    private void Prepare(float* factors, double centre)
    {
        var length = _short.Length;
        var floats = FactorFloats(length);
        NativeMemory.Clear(factors, (nuint)(2 * floats * sizeof(float)));
        var scale = 1 / (_geometry.PixelCentimetres * length);
        var shift = (centre - ((double)_rows.Axis / LaneRows.Oversampling)) / length;
        for (var k = 0; k <= length / 2; k++)
        {
            var turns = k * shift;
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (turns - Math.Floor(turns)));
            factors[2 * k] = factors[(2 * k) + 1] = (float)(_response[k] * scale * cosine);
            factors[floats + (2 * k) + 1] = (float)(_response[k] * scale * sine);
            factors[floats + (2 * k)] = -factors[floats + (2 * k) + 1];
        }
    }

    private void Pad(float* row, float* samples)
    {
        var (columns, length) = (_geometry.Columns, _short.Length);
        NativeMemory.Copy(row, samples, (nuint)columns * sizeof(float));
        if (!_repeatEdges)
        {
            NativeMemory.Clear(samples + columns, (nuint)(length - columns) * sizeof(float));
            return;
        }

        var half = columns + ((length - columns) / 2);
        new Span<float>(samples + columns, half - columns).Fill(row[columns - 1]);
        new Span<float>(samples + half, length - half).Fill(row[0]);
    }

    private void Multiply(float* spectrum, float* factors, float weight)
    {
        var floats = (int)FactorFloats(_short.Length);
        NativeMemory.Clear(spectrum + _short.Length + 2, (nuint)(SpectrumFloats(_short.Length) - _short.Length - 2) * sizeof(float));
        var weights = Vector512.Create(weight);
        for (var i = 0; i < floats; i += Lanes)
        {
            var values = Vector512.Load(spectrum + i) * weights;
            var swapped = Vector512.Shuffle(values, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
            ((values * Vector512.Load(factors + i)) + (swapped * Vector512.Load(factors + floats + i))).Store(spectrum + i);
        }
    }

    private void Interleave(float* filtered, long pitch, int lanes, float* to)
    {
        if (lanes < Lanes)
        {
            NativeMemory.Clear(to, (nuint)_rows.Floats * sizeof(float));
        }

        for (var position = 0; position < _rows.Positions; position++)
        {
            var from = filtered + position;
            for (var lane = 0; lane < lanes; lane++)
            {
                to[lane] = *from;
                from += pitch;
            }

            to += Lanes;
        }
    }
}
