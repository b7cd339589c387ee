using System.Runtime.InteropServices;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// Filtered backprojection in Fourier space: the spectra of the projections, times the ramp, are spread to a rectangular grid, which
/// is transformed back. Two slices at a time, as real and imaginary part.
/// </summary>
/// <remarks>
/// The projection-slice theorem in its discrete form: the sum over projections and frequencies is the one that backprojection with
/// ideal interpolation makes, and gridding evaluates it to 2e-5. Tiles of the grid are filled in a core's first cache; rows of tiles
/// are transformed while they are in the second.
/// </remarks>
internal sealed unsafe class FourierSolver : ISliceSolver
{
    /// <summary>Columns of the plane that are gathered and transformed together: two cache lines.</summary>
    public const int ColumnsTogether = 16;

    private readonly FourierShape _shape;
    private readonly SpreadKernel _kernel;
    private readonly PolarTiles _tiles;
    private readonly GridTile _tile;
    private readonly GridBand _band;
    private readonly SpectrumRows _spectra;
    private readonly ComplexLines _gridLines;
    private readonly (double X, double Y)[] _steps;
    private readonly float[] _places;
    private readonly float[] _turns;
    private float* _plane;
    private float* _lines;

    /// <summary>Makes tables for a scan.</summary>
    /// <param name="geometry">The scan.</param>
    /// <param name="options">How rows are filtered.</param>
    public FourierSolver(SliceGeometry geometry, FilterOptions options)
    {
        _shape = new FourierShape(geometry.Angles, geometry.Columns, geometry.Size);
        _kernel = new SpreadKernel((double)_shape.Grid / geometry.Size);
        var scale = (double)_shape.Grid / _shape.Padded;
        _steps = [.. geometry.Radians.Select(angle => (scale * Math.Cos(angle), -scale * Math.Sin(angle)))];
        _tiles = new PolarTiles(_steps, _shape.Reach, _shape.Grid);
        _tile = new GridTile(_kernel);
        _band = new GridBand(_shape.Grid, _shape.FoldSign);
        _spectra = new SpectrumRows(geometry, _shape, options);
        _gridLines = new ComplexLines(_shape.Grid, forward: false);
        _places = Places();
        _turns = Turns();
        _plane = (float*)NativeMemory.AlignedAlloc((nuint)_shape.Grid * (nuint)_shape.Size * 2 * sizeof(float), 64);
        _lines = (float*)NativeMemory.AlignedAlloc((nuint)(ColumnsTogether * _shape.LinePitch * sizeof(float)), 64);
    }

    /// <inheritdoc />
    public int Together => 2;

    /// <inheritdoc />
    public void Solve(ReadOnlySpan<SliceTask> slices, CancellationToken cancellation)
    {
        _spectra.Load(slices, cancellation);
        FillPlane(cancellation);
        for (var column = 0; column < _shape.Size; column += ColumnsTogether)
        {
            cancellation.ThrowIfCancellationRequested();
            FinishColumns(slices, column, Math.Min(ColumnsTogether, _shape.Size - column));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _kernel.Dispose();
        _tile.Dispose();
        _band.Dispose();
        _spectra.Dispose();
        _gridLines.Dispose();
        NativeMemory.AlignedFree(_plane);
        NativeMemory.AlignedFree(_lines);
        _plane = null;
        _lines = null;
    }

    /// <summary>Where a pixel's middle lies, in pixels from the axis of rotation.</summary>
    private double FromAxis(int pixel) => pixel - ((_shape.Size - 1) / 2.0);

    /// <summary>What a pixel's place multiplies it by: the bump is divided out, and the grid begins at its lowest frequency.</summary>
    private float[] Places() =>
    [
        .. Enumerable.Range(0, _shape.Size).Select(pixel =>
            (float)((IsEven(pixel - (_shape.Size / 2)) ? 1 : -1) / _kernel.Apodization(FromAxis(pixel) / _shape.Grid))),
    ];

    private static bool IsEven(int number) => (number & 1) == 0;

    /// <summary>
    /// What a frequency of the grid is turned by, so that the middle of the picture is the axis of rotation also where that lies
    /// between two pixels.
    /// </summary>
    private float[] Turns()
    {
        var shift = FromAxis(_shape.Size / 2);
        var turns = new float[2 * _shape.Grid];
        for (var point = 0; point < _shape.Grid; point++)
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (point - (_shape.Grid / 2)) * shift / _shape.Grid);
            (turns[2 * point], turns[(2 * point) + 1]) = ((float)cosine, (float)sine);
        }

        return turns;
    }

    private void FillPlane(CancellationToken cancellation)
    {
        _band.Clear();
        var row = -GridTile.Margin;
        for (var tileRow = 0; tileRow < _tiles.Across; tileRow++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var tileColumn = 0; tileColumn < _tiles.Across; tileColumn++)
            {
                FillTile(tileRow, tileColumn);
            }

            row = FinishRows(row, PolarTiles.Size);
            _band.Advance();
        }

        _ = FinishRows(row, 2 * GridTile.Margin);
    }

    private void FillTile(int tileRow, int tileColumn)
    {
        var runs = _tiles.Runs(tileRow, tileColumn);
        if (runs.IsEmpty)
        {
            return;
        }

        _tile.Clear();
        var left = (tileColumn * PolarTiles.Size) - (_shape.Grid / 2);
        var top = (tileRow * PolarTiles.Size) - (_shape.Grid / 2);
        foreach (var run in runs)
        {
            var (x, y) = _steps[run.Angle];
            _tile.Spread(_spectra.At(run.Angle, run.From), run.Count, (run.From * x) - left, (run.From * y) - top, x, y);
        }

        _band.Add(_tile, tileColumn);
    }

    /// <summary>Transforms finished rows of the band and keeps the columns that the picture has.</summary>
    /// <returns>The row behind them.</returns>
    private int FinishRows(int row, int count)
    {
        // Rows beyond the last tile row's margin are empty.
        for (var i = 0; i < count && row < _shape.Grid + GridTile.Margin; i++, row++)
        {
            _band.Fold(i);
            var line = _band.Row(i);
            Turn(line);
            _gridLines.Run(line);
            Keep(line, row);
        }

        return row;
    }

    /// <summary>Rows beyond one end of the grid come in at the other, like points beyond the end of a row.</summary>
    private void Keep(float* line, int row)
    {
        var inside = row < 0 ? row + _shape.Grid : row >= _shape.Grid ? row - _shape.Grid : row;
        var target = _plane + ((long)inside * _shape.Size * 2);
        var isSecond = row >= _shape.Grid - GridTile.Margin;
        var sign = inside == row ? 1 : _shape.FoldSign;

        // Pixels left of the middle have negative numbers, which come after the others.
        var ahead = _shape.Size / 2;
        Put(line + (2 * (_shape.Grid - ahead)), target, 2 * ahead, sign, isSecond);
        Put(line, target + (2 * ahead), 2 * (_shape.Size - ahead), sign, isSecond);
    }

    private static void Put(float* source, float* target, int count, float sign, bool isSecond)
    {
        if (sign > 0 && !isSecond)
        {
            NativeMemory.Copy(source, target, (nuint)count * sizeof(float));
            return;
        }

        for (var i = 0; i < count; i++)
        {
            target[i] = (isSecond ? target[i] : 0) + (sign * source[i]);
        }
    }

    private void Turn(float* line)
    {
        if ((_shape.Size & 1) != 0)
        {
            return;
        }

        fixed (float* turns = _turns)
        {
            ComplexProduct.Run(line, turns, _shape.Grid);
        }
    }

    private void FinishColumns(ReadOnlySpan<SliceTask> slices, int first, int count)
    {
        Gather(first, count);
        var size = _shape.Size;
        var pitch = _shape.LinePitch;
        for (var column = 0; column < count; column++)
        {
            var line = _lines + ((long)column * pitch);
            Turn(line);
            _gridLines.Run(line);
        }

        // A group of one slice has nothing in its imaginary part.
        var one = slices[0].Slice + first;
        var two = slices.Length > 1 ? slices[1].Slice + first : null;
        var ahead = size / 2;
        for (var row = 0; row < size; row++)
        {
            var point = row < ahead ? _shape.Grid - ahead + row : row - ahead;
            for (var column = 0; column < count; column++)
            {
                var value = _lines + ((long)column * pitch) + (2 * point);
                var factor = _places[row] * _places[first + column];
                one[((long)row * size) + column] = value[0] * factor;
                if (two is not null)
                {
                    two[((long)row * size) + column] = value[1] * factor;
                }
            }
        }
    }

    private void Gather(int first, int count)
    {
        var lines = (double*)_lines;
        var pitch = _shape.LinePitch / 2;
        for (var row = 0; row < _shape.Grid; row++)
        {
            var source = (double*)_plane + ((long)row * _shape.Size) + first;
            for (var column = 0; column < count; column++)
            {
                lines[((long)column * pitch) + row] = source[column];
            }
        }
    }
}
