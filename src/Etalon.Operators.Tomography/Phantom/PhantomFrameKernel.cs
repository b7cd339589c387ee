using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Projections, flats and darks as a detector writes them.</summary>
/// <remarks>Row by row, in double; slices outside, frames inside, so that a slice is cut once.</remarks>
internal sealed unsafe class PhantomFrameKernel<T> : IMapKernel
    where T : unmanaged
{
    private const int Lanes = 8;

    private readonly PhantomScan _scan;
    private readonly PhantomOutput _what;
    private readonly PhantomSlices _slices;
    private readonly PhantomTurns _turns;
    private readonly EllipseProjector _projector;
    private readonly SeededWords _words;
    private readonly PhantomBeam _beam;
    private readonly PhantomStripes _stripes;
    private readonly PhantomNoise _noise;
    private readonly double[] _row;
    private readonly double[] _response;
    private readonly int[] _places = new int[SeededWords.MostEvents];
    private readonly double[] _sizes = new double[SeededWords.MostEvents];

    /// <summary>A kernel for one worker.</summary>
    public PhantomFrameKernel(PhantomScan scan)
    {
        _scan = scan;
        _what = scan.Parameters.What;
        _slices = new PhantomSlices(scan);
        _turns = new PhantomTurns(scan);
        _projector = new EllipseProjector(scan.Centre, scan.PixelCentimetres, scan.Columns);
        _words = new SeededWords(scan.Parameters.Seed);
        _beam = new PhantomBeam(scan, _words);
        _stripes = new PhantomStripes(scan, _words);
        _noise = new PhantomNoise(scan, _words);
        _row = GC.AllocateUninitializedArray<double>(scan.Columns + (2 * EllipseProjector.Group), pinned: true);
        _response = GC.AllocateUninitializedArray<double>(scan.Columns + (2 * EllipseProjector.Group), pinned: true);
    }

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var region = outputs[0].Region;
        var to = (T*)outputs[0].Pointer;
        var columns = PhantomRows.Of(region);
        fixed (double* row = _row, response = _response)
        {
            for (var i = 0L; i < region.Length[1]; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var y = region.Start[1] + i;
                var ellipses = _what == PhantomOutput.Projections ? _slices.Cut(y) : [];
                _beam.Response(y, columns, response);
                var hot = _beam.Hot(y);
                _stripes.Prepare(y);
                for (var frame = 0L; frame < region.Length[0]; frame++)
                {
                    Expect(region.Start[0] + frame, y, ellipses, columns, row, response);
                    _noise.Count(region.Start[0] + frame, y, columns, row);
                    Spoil(region.Start[0] + frame, y, hot, columns, row);
                    Store(row + columns.Skip, to + (((frame * region.Length[1]) + i) * columns.Length), columns.Length);
                }
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }

    /// <summary>The share of the open beam that is expected at every pixel of a row.</summary>
    private void Expect(long frame, long y, ReadOnlySpan<PhantomEllipse> ellipses, in PhantomRows columns, double* row, double* response)
    {
        new Span<double>(row, columns.Count).Clear();
        if (_what == PhantomOutput.Darks)
        {
            return;
        }

        var level = Vector512.Create(_beam.Level(y, _scan.Time(frame)));
        if (_what == PhantomOutput.Flats)
        {
            for (var i = 0; i < columns.Count; i += Lanes)
            {
                (Vector512.Load(response + i) * level).Store(row + i);
            }

            return;
        }

        var (sine, cosine) = _turns[frame];
        _projector.Add(ellipses, sine, cosine, columns.First, row, columns.Count);
        for (var i = 0; i < columns.Count; i += Lanes)
        {
            var through = VectorExp.Of(-Vector512.Load(row + i));
            (through * (Vector512.Load(response + i) * level)).Store(row + i);
        }

        _stripes.Apply(frame, columns, row);
    }

    /// <summary>Hot pixels and zingers, a quarter to all of the open beam's counts more.</summary>
    private void Spoil(long frame, long y, ReadOnlySpan<int> hot, in PhantomRows columns, double* row)
    {
        var parameters = _scan.Parameters;
        foreach (var place in hot)
        {
            Raise(place, 0.5 * parameters.Counts, columns, row);
        }

        var stream = (int)PhantomStream.Zingers + (int)_what;
        var count = _words.Events(stream, (frame * _scan.Rows) + y, parameters.Zingers / _scan.Rows, _scan.Columns, _places, _sizes);
        for (var i = 0; i < count; i++)
        {
            Raise(_places[i], (0.25 + (0.75 * _sizes[i])) * parameters.Counts, columns, row);
        }
    }

    private static void Raise(int column, double counts, in PhantomRows columns, double* row)
    {
        if (column >= columns.First && column < columns.First + columns.Count)
        {
            row[column - columns.First] += counts;
        }
    }

    private static void Store(double* from, T* to, int count)
    {
        if (typeof(T) == typeof(float))
        {
            PhantomAttenuationKernel.Store(from, (float*)to, count);
            return;
        }

        var whole = (ushort*)to;
        var i = 0;
        for (; i + (2 * Lanes) <= count; i += 2 * Lanes)
        {
            var (low, high) = (Whole(from + i), Whole(from + i + Lanes));
            Vector256.Narrow(low.AsUInt32(), high.AsUInt32()).Store(whole + i);
        }

        for (; i < count; i++)
        {
            whole[i] = (ushort)Math.Clamp(Math.Floor(from[i] + 0.5), 0, ushort.MaxValue);
        }
    }

    /// <summary>The nearest whole numbers that 16 bits hold; a detector saturates.</summary>
    private static Vector256<int> Whole(double* from)
    {
        var rounded = Vector512.Floor(Vector512.Load(from) + Vector512.Create(0.5));
        var held = Vector512.Min(Vector512.Max(rounded, Vector512<double>.Zero), Vector512.Create((double)ushort.MaxValue));
        return Vector256.ConvertToInt32(Vector512.Narrow(held, held).GetLower());
    }
}
