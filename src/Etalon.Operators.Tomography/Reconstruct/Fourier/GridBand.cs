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

    private readonly int _grid;
    private float* _points;

    /// <summary>Ready for a picture.</summary>
    public GridBand(int grid)
    {
        _grid = grid;
        Pitch = ((2L * grid) + 15) & ~15L;
        _points = (float*)NativeMemory.AlignedAlloc((nuint)(Rows * Pitch * sizeof(float)), 64);
        Clear();
    }

    /// <summary>Floats from one row to the next.</summary>
    public long Pitch { get; }

    /// <summary>The first number of a row; row 0 is the first of the upper margin.</summary>
    public float* Row(int row) => _points + (row * Pitch);

    /// <summary>Makes all points zero.</summary>
    public void Clear() => NativeMemory.Clear(_points, (nuint)(Rows * Pitch * sizeof(float)));

    /// <summary>Adds a tile with its margins; what lies beyond the grid is zero, since samples keep away from its edge.</summary>
    public void Add(GridTile tile, int column)
    {
        var first = (column * PolarTiles.Size) - GridTile.Margin;
        var from = Math.Max(0, -first);
        var to = Math.Min(GridTile.Pitch / 2, _grid - first);
        for (var row = 0; row < Rows; row++)
        {
            var source = tile.Points + (row * GridTile.Pitch);
            var target = Row(row) + (2 * first);
            var at = 2 * from;
            for (; at + Vector512<float>.Count <= 2 * to; at += Vector512<float>.Count)
            {
                (Vector512.Load(target + at) + Vector512.Load(source + at)).Store(target + at);
            }

            for (; at < 2 * to; at++)
            {
                target[at] += source[at];
            }
        }
    }

    /// <summary>Goes to the next row of tiles: the lower margins become the upper ones, the rest becomes zero.</summary>
    public void Advance()
    {
        var margins = 2 * GridTile.Margin;
        var bytes = Pitch * sizeof(float);
        NativeMemory.Copy(Row(PolarTiles.Size), Row(0), (nuint)(margins * bytes));
        NativeMemory.Clear(Row(margins), (nuint)((Rows - margins) * bytes));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        NativeMemory.AlignedFree(_points);
        _points = null;
    }
}
