using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Operators.Tomography;

/// <summary>
/// A row of tiles of the Fourier grid with its margins. Rows that no later tile reaches are finished and leave; the margin they
/// share with the next row of tiles stays.
/// </summary>
internal sealed unsafe class GridBand : IDisposable
{
    /// <summary>Rows held.</summary>
    public const int Rows = GridTile.Rows;

    /// <summary>Points before the grid: room for the margin, and so many that the grid itself is aligned.</summary>
    private const int Before = 8;

    private readonly int _grid;
    private readonly float _sign;
    private float* _points;

    /// <summary>Ready for a picture.</summary>
    /// <param name="grid">Points of the grid along each axis.</param>
    /// <param name="sign">What a point is multiplied by that comes in on the other side; see <see cref="FourierShape.FoldSign"/>.</param>
    public GridBand(int grid, float sign)
    {
        (_grid, _sign) = (grid, sign);
        Pitch = PitchOf(grid);
        _points = (float*)NativeMemory.AlignedAlloc((nuint)(Rows * Pitch * sizeof(float)), 64);
        Clear();
    }

    /// <summary>Floats from one row to the next.</summary>
    public long Pitch { get; }

    /// <summary>Floats from one row to the next, for a grid.</summary>
    public static long PitchOf(int grid)
    {
        var tiles = (grid + PolarTiles.Size - 1L) / PolarTiles.Size * PolarTiles.Size;
        return ((2 * (Before + tiles + GridTile.Margin + 8)) + 15) & ~15L;
    }

    /// <summary>The grid's first point in a row; row 0 is the first of the upper margin.</summary>
    public float* Row(int row) => Start(row) + (2 * Before);

    /// <summary>Makes all points zero.</summary>
    public void Clear() => NativeMemory.Clear(_points, (nuint)(Rows * Pitch * sizeof(float)));

    /// <summary>Adds a tile with its margins.</summary>
    public void Add(GridTile tile, int column)
    {
        for (var row = 0; row < Rows; row++)
        {
            var source = tile.Points + (row * GridTile.Pitch);
            var target = Row(row) + (2 * ((column * PolarTiles.Size) - GridTile.Margin));
            for (var at = 0; at < GridTile.Pitch; at += Vector256<float>.Count)
            {
                (Vector256.Load(target + at) + Vector256.Load(source + at)).Store(target + at);
            }
        }
    }

    /// <summary>The spectrum of a picture of pixels is periodic: what lies beyond one end of a row comes in at the other.</summary>
    public void Fold(int row)
    {
        var line = Row(row);
        for (var at = 0; at < 2 * GridTile.Margin; at++)
        {
            line[(2 * (_grid - GridTile.Margin)) + at] += _sign * line[at - (2 * GridTile.Margin)];
            line[at] += _sign * line[(2 * _grid) + at];
        }
    }

    /// <summary>Goes to the next row of tiles: the lower margins become the upper ones, the rest becomes zero.</summary>
    public void Advance()
    {
        var margins = 2 * GridTile.Margin;
        var bytes = Pitch * sizeof(float);
        NativeMemory.Copy(Start(PolarTiles.Size), Start(0), (nuint)(margins * bytes));
        NativeMemory.Clear(Start(margins), (nuint)((Rows - margins) * bytes));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        NativeMemory.AlignedFree(_points);
        _points = null;
    }

    private float* Start(int row) => _points + (row * Pitch);
}
