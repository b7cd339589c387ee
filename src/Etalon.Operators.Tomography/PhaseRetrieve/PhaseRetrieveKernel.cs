using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>Filters projections one by one in Fourier space.</summary>
/// <remarks>
/// What differs from 1 is filtered and 1 added again: frequency 0 passes exactly, and an image without sample stays 1. Every
/// projection is transformed by itself, so its bits do not depend on its neighbours.
/// </remarks>
internal sealed unsafe class PhaseRetrieveKernel : IMapKernel
{
    private readonly PhaseFilter _filter;
    private readonly double _floor;
    private readonly int _height;
    private readonly int _width;
    private readonly long _pitch;
    private readonly RealLines _lines;
    private readonly ComplexColumns _forward;
    private readonly ComplexColumns _backward;
    private readonly NativeBuffer _image;
    private readonly NativeBuffer _line;
    private readonly NativeBuffer _spectrum;

    public PhaseRetrieveKernel(CubeInfo cube, PhaseFilter filter, double floor)
    {
        _filter = filter;
        _floor = floor;
        (_height, _width) = ((int)cube.Axes[^2].Length, (int)cube.Axes[^1].Length);
        _pitch = Pitch(filter);
        _lines = new RealLines(filter.Width);
        _forward = new ComplexColumns(filter.Height, forward: true);
        _backward = new ComplexColumns(filter.Height, forward: false);
        _image = new NativeBuffer((long)_height * _width * sizeof(float));
        _line = new NativeBuffer(LineBytes(filter));
        _spectrum = new NativeBuffer(_pitch * filter.Height * sizeof(float));
    }

    /// <summary>Bytes of scratch, the copy of a projection not counted.</summary>
    public static long Bytes(PhaseFilter filter) =>
        (Pitch(filter) * filter.Height * sizeof(float)) + LineBytes(filter) + (2 * ComplexColumns.Bytes(filter.Height)) + (8L * (filter.Height + filter.Width));

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var image = (long)_height * _width;
        for (var at = 0L; at < outputs[0].Samples; at += image)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = (float*)inputs[0].Pointer + at;
            var to = (float*)outputs[0].Pointer + at;
            Take(from);
            if (Bridge())
            {
                Rows();
                Columns();
                RowsBack(from, to);
            }
            else
            {
                new Span<float>(to, checked((int)image)).Fill(float.NaN);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines.Dispose();
        _forward.Dispose();
        _backward.Dispose();
        _image.Dispose();
        _line.Dispose();
        _spectrum.Dispose();
    }

    private static long Pitch(PhaseFilter filter) => ComplexLines.Pitch((filter.Width / 2) + 1);

    private static long LineBytes(PhaseFilter filter) => (filter.Width + 16L) * sizeof(float);

    /// <summary>Copies a projection less 1; what is no number is missing.</summary>
    private void Take(float* from)
    {
        var image = (float*)_image.Pointer;
        var count = (long)_height * _width;
        var infinite = Vector512.Create(float.PositiveInfinity);
        var i = 0L;
        for (; i + Vector512<float>.Count <= count; i += Vector512<float>.Count)
        {
            var lanes = Vector512.Load(from + i);
            var finite = Vector512.LessThan(Vector512.Abs(lanes), infinite);
            Vector512.ConditionalSelect(finite, lanes - Vector512<float>.One, Vector512.Create(float.NaN)).Store(image + i);
        }

        for (; i < count; i++)
        {
            image[i] = float.IsFinite(from[i]) ? from[i] - 1 : float.NaN;
        }
    }

    /// <summary>Bridges what is missing, first along rows, then by the nearest row.</summary>
    /// <returns>False for a projection without any sample.</returns>
    private bool Bridge()
    {
        var good = -1;
        for (var row = 0; row < _height; row++)
        {
            if (RowGaps.Bridge((float*)_image.Pointer + ((long)row * _width), _width))
            {
                Repeat(good, row);
                good = row;
            }
        }

        if (good >= 0)
        {
            Repeat(good, _height);
        }

        return good >= 0;
    }

    /// <summary>Fills the rows between two good ones; -1 and the number of rows stand for none.</summary>
    private void Repeat(int before, int after)
    {
        for (var row = before + 1; row < after; row++)
        {
            var source = before >= 0 && (after == _height || row - before <= after - row) ? before : after;
            NativeMemory.Copy(
                (float*)_image.Pointer + ((long)source * _width), (float*)_image.Pointer + ((long)row * _width), (nuint)_width * sizeof(float));
        }
    }

    /// <summary>
    /// Transforms rows. Padding lies behind: half of it continues the end, half the beginning, for the transform goes in a circle.
    /// </summary>
    private void Rows()
    {
        var line = (float*)_line.Pointer;
        var spectrum = (float*)_spectrum.Pointer;
        var room = _filter.Width - _width;
        for (var row = 0; row < _height; row++)
        {
            var image = (float*)_image.Pointer + ((long)row * _width);
            NativeMemory.Copy(image, line, (nuint)_width * sizeof(float));
            new Span<float>(line + _width, room / 2).Fill(image[_width - 1]);
            new Span<float>(line + _width + (room / 2), room - (room / 2)).Fill(image[0]);
            _lines.Forward(line, spectrum + (row * _pitch));
        }

        var below = (_filter.Height - _height) / 2;
        for (var row = _height; row < _filter.Height; row++)
        {
            var source = row < _height + below ? _height - 1 : 0;
            NativeMemory.Copy(spectrum + (source * _pitch), spectrum + (row * _pitch), (nuint)_lines.SpectrumLength * 2 * sizeof(float));
        }
    }

    private void Columns()
    {
        for (var column = 0; column < _lines.SpectrumLength; column += ComplexColumns.Together)
        {
            var first = (float*)_spectrum.Pointer + (2 * column);
            var columns = Math.Min(ComplexColumns.Together, _lines.SpectrumLength - column);
            _forward.Run(first, columns, _pitch);
            _filter.Apply(first, column, _pitch);
            _backward.Run(first, columns, _pitch, 0, _filter.Height, 0, _height);
        }
    }

    /// <summary>-ln of what came out; what was missing is missing again.</summary>
    private void RowsBack(float* from, float* to)
    {
        var line = (float*)_line.Pointer;
        var floor = Vector512.Create(_floor);
        for (var row = 0; row < _height; row++)
        {
            _lines.Backward((float*)_spectrum.Pointer + (row * _pitch), line);
            var source = from + ((long)row * _width);
            var target = to + ((long)row * _width);
            for (var x = 0; x < _width; x += 8)
            {
                // The line is longer than its samples by what a register may read too much.
                var (low, high) = Vector256.Widen(Vector256.Load(line + x));
                var logarithm = Vector512<double>.Zero - VectorLog.Of(Vector512.Max(Vector512.Create(low, high) + Vector512<double>.One, floor));
                var result = Vector512.Narrow(logarithm, logarithm).GetLower();
                if (x + 8 <= _width)
                {
                    var given = Vector256.Load(source + x);
                    var finite = Vector256.LessThan(Vector256.Abs(given), Vector256.Create(float.PositiveInfinity));
                    Vector256.ConditionalSelect(finite, result, Vector256.Create(float.NaN)).Store(target + x);
                    continue;
                }

                for (var i = 0; i < _width - x; i++)
                {
                    target[x + i] = float.IsFinite(source[x + i]) ? result[i] : float.NaN;
                }
            }
        }
    }
}
