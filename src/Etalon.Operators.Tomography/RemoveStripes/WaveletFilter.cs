using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Damps vertical details of wavelets where they do not change with the angle (Münch, Trtik, Marone, Stampanoni 2009).</summary>
/// <remarks>
/// Of each level only the band is touched that has details across columns and approximations along the angle; its slow waves along the angle, a
/// Gaussian of width sigma, are what is taken away. The transform is linear, so only this difference is transformed back and subtracted: what
/// no stripe is part of stays to the last bit. The sinogram is continued by an eighth at either end, as in a mirror.
/// </remarks>
internal sealed unsafe class WaveletFilter : IStripeFilter
{
    private readonly WaveletSize[] _sizes;
    private readonly NativeBuffer[] _bands;
    private readonly RealLines[] _lines;
    private readonly NativeBuffer _spectrum;
    private readonly NativeBuffer _first;
    private readonly NativeBuffer _second;
    private readonly NativeBuffer _third;
    private readonly double _sigma;
    private readonly bool _multiplies;
    private readonly int _edge;

    public WaveletFilter(RemoveStripes.Parameters parameters, int angles, int columns)
    {
        (_sigma, _multiplies, _edge) = (parameters.Sigma, parameters.Kind == StripeKind.Factor, WaveletSize.Edge(angles));
        _sizes = WaveletSize.Levels(parameters.Levels, angles, columns);
        _bands = [.. _sizes.Skip(1).Select(static size => new NativeBuffer(size.Bytes))];
        _lines = [.. _sizes.Skip(1).Select(static size => new RealLines(size.Angles))];
        _spectrum = new NativeBuffer((_sizes[0].Angles + 2) * sizeof(float));
        (_first, _second, _third) = (new NativeBuffer(_sizes[0].Bytes), new NativeBuffer(_sizes[0].Bytes), new NativeBuffer(_sizes[0].Bytes));
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(RemoveStripes.Parameters parameters, long angles, long columns)
    {
        var sizes = WaveletSize.Levels(parameters.Levels, (int)angles, (int)columns);
        return (3 * sizes[0].Bytes) + sizes.Skip(1).Sum(static size => size.Bytes) + ((sizes[0].Angles + 2) * sizeof(float)) + (4096 * sizes.Length);
    }

    private static float* Of(NativeBuffer buffer) => (float*)buffer.Pointer;

    /// <inheritdoc />
    public void Run(SinogramColumns columns, CancellationToken cancellation)
    {
        if (_bands.Length == 0)
        {
            return;
        }

        Fill(columns);
        for (var level = 0; level < _bands.Length; level++)
        {
            cancellation.ThrowIfCancellationRequested();
            Down(level);
        }

        var found = Of(_first);
        for (var level = _bands.Length - 1; level >= 0; level--)
        {
            cancellation.ThrowIfCancellationRequested();
            Up(level, level < _bands.Length - 1);
        }

        for (var column = 0; column < columns.Columns; column++)
        {
            Apply(columns.Column(column), columns.Angles, found + (column * _sizes[0].AnglePitch));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Array.ForEach(_bands, static band => band.Dispose());
        Array.ForEach(_lines, static line => line.Dispose());
        _spectrum.Dispose();
        _first.Dispose();
        _second.Dispose();
        _third.Dispose();
    }

    private void Fill(SinogramColumns columns)
    {
        var size = _sizes[0];
        for (var column = 0; column < columns.Columns; column++)
        {
            var from = columns.Column(column);
            var to = Of(_first) + (column * size.AnglePitch);
            for (var i = 0; i < size.AnglePitch; i++)
            {
                var at = (i < _edge ? _edge - 1 - i : i - _edge) % (2 * columns.Angles);
                to[i] = from[at < columns.Angles ? at : (2 * columns.Angles) - 1 - at];
            }

            if (_multiplies)
            {
                OffsetLine.Log(to, size.AnglePitch);
            }
        }
    }

    /// <summary>Splits off the band of a level, with only its slow waves, and leaves the next approximation in the first buffer.</summary>
    private void Down(int level)
    {
        var (size, next) = (_sizes[level], _sizes[level + 1]);
        var band = Of(_bands[level]);
        DaubechiesFive.Analyse(Of(_first), size.Columns, size.AnglePitch, Of(_second), details: true);
        AlongAngles(size, next, band);
        DaubechiesFive.Analyse(Of(_first), size.Columns, size.AnglePitch, Of(_second), details: false);
        AlongAngles(size, next, Of(_first));
        for (var column = 0; column < next.Columns; column++)
        {
            KeepSlow(band + (column * next.AnglePitch), level);
        }
    }

    /// <summary>Approximations along the angle of what is in the second buffer.</summary>
    private void AlongAngles(WaveletSize size, WaveletSize next, float* to)
    {
        Turn(Of(_second), size.AnglePitch, Of(_third), next.ColumnPitch, next.Columns, size.Angles);
        DaubechiesFive.Analyse(Of(_third), size.Angles, next.ColumnPitch, Of(_second), details: false);
        Turn(Of(_second), next.ColumnPitch, to, next.AnglePitch, next.Angles, next.Columns);
    }

    /// <summary>Multiplies the spectrum of a line by a Gaussian; frequencies count waves in the sinogram without its edges.</summary>
    private void KeepSlow(float* line, int level)
    {
        var lines = _lines[level];
        var spectrum = Of(_spectrum);
        lines.Forward(line, spectrum);
        var share = (_sizes[0].Angles - (2.0 * _edge)) / (lines.Length * (double)(2 << level));
        for (var i = 0; i < lines.SpectrumLength; i++)
        {
            var waves = i * share;
            var kept = (float)(Math.Exp(-waves * waves / (2 * _sigma * _sigma)) / lines.Length);
            spectrum[2 * i] *= kept;
            spectrum[(2 * i) + 1] *= kept;
        }

        lines.Backward(spectrum, line);
    }

    /// <summary>Puts a level's band and what was found on coarser levels together, into the first buffer.</summary>
    private void Up(int level, bool hasCoarser)
    {
        var (size, next) = (_sizes[level], _sizes[level + 1]);
        if (hasCoarser)
        {
            Widen(Of(_first), Of(_first), size, next);
        }

        Widen(Of(_bands[level]), Of(_second), size, next);
        DaubechiesFive.Synthesise(Of(_second), size.AnglePitch, Of(_third), size.Columns, details: true, add: false);
        if (hasCoarser)
        {
            DaubechiesFive.Synthesise(Of(_first), size.AnglePitch, Of(_third), size.Columns, details: false, add: true);
        }

        Buffer.MemoryCopy(Of(_third), Of(_first), _first.Length, size.Columns * size.AnglePitch * sizeof(float));
    }

    /// <summary>All angles from approximations along the angle.</summary>
    private void Widen(float* from, float* to, WaveletSize size, WaveletSize next)
    {
        Turn(from, next.AnglePitch, Of(_second), next.ColumnPitch, next.Columns, next.Angles);
        DaubechiesFive.Synthesise(Of(_second), next.ColumnPitch, Of(_third), size.Angles, details: false, add: false);
        Turn(Of(_third), next.ColumnPitch, to, size.AnglePitch, size.Angles, next.Columns);
    }

    private void Apply(float* samples, int angles, float* found)
    {
        if (_multiplies)
        {
            OffsetLine.Factor(found, _sizes[0].AnglePitch);
        }

        for (var angle = 0; angle < angles; angle++)
        {
            samples[angle] = _multiplies ? samples[angle] * found[angle + _edge] : samples[angle] - found[angle + _edge];
        }
    }

    private static void Turn(float* from, long fromPitch, float* to, long toPitch, int rows, int columns) =>
        BoxCopy.Run(
            (byte*)from, [sizeof(float), fromPitch * sizeof(float)], (byte*)to, [toPitch * sizeof(float), sizeof(float)], [columns, rows], sizeof(float));
}
