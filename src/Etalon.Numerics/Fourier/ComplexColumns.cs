using System.Runtime.InteropServices;

namespace Etalon.Numerics;

/// <summary>
/// Transforms columns of a plane of complex numbers in place: eight neighbouring columns, a cache line wide, are gathered into lines,
/// transformed and put back.
/// </summary>
/// <remarks>FFTW's own two-dimensional transforms are fast only if it may time them first, which would make bits depend on luck.</remarks>
public sealed unsafe class ComplexColumns : IDisposable
{
    /// <summary>Columns that are gathered together.</summary>
    public const int Together = 8;

    private readonly ComplexLines _lines;
    private readonly int _rows;
    private readonly int _pitch;
    private float* _gathered;

    /// <summary>Ready for columns of so many rows.</summary>
    public ComplexColumns(int rows, bool forward)
    {
        _rows = rows;
        _pitch = ComplexLines.Pitch(rows);
        _lines = new ComplexLines(rows, forward);
        _gathered = (float*)NativeMemory.AlignedAlloc((nuint)Bytes(rows), 64);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(int rows) => (long)ComplexLines.Pitch(rows) * sizeof(float) * Together;

    /// <summary>Transforms up to eight neighbouring columns.</summary>
    /// <param name="first">The first number of the first column.</param>
    /// <param name="columns">How many columns, at most eight.</param>
    /// <param name="rowPitch">Floats from one row to the next.</param>
    public void Run(float* first, int columns, long rowPitch) => Run(first, columns, rowPitch, 0, _rows, 0, _rows);

    /// <summary>Transforms columns of which only some rows are not zero, and only some are wanted.</summary>
    /// <param name="first">The first number of the first column (row 0).</param>
    /// <param name="columns">How many columns, at most eight.</param>
    /// <param name="rowPitch">Floats from one row to the next.</param>
    /// <param name="from">The first row that is read; rows outside are zero.</param>
    /// <param name="to">The row behind the last that is read.</param>
    /// <param name="wantedFrom">The first row that is written.</param>
    /// <param name="wantedTo">The row behind the last that is written.</param>
    public void Run(float* first, int columns, long rowPitch, int from, int to, int wantedFrom, int wantedTo)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, Together);
        var gathered = (double*)_gathered;
        var pitch = _pitch / 2;
        for (var column = 0; column < columns; column++)
        {
            NativeMemory.Clear(gathered + (column * pitch), (nuint)from * sizeof(double));
            NativeMemory.Clear(gathered + (column * pitch) + to, (nuint)(_rows - to) * sizeof(double));
        }

        // A complex number of two floats is moved as one double.
        for (var row = from; row < to; row++)
        {
            var source = (double*)(first + (row * rowPitch));
            for (var column = 0; column < columns; column++)
            {
                gathered[(column * pitch) + row] = source[column];
            }
        }

        _lines.Run(_gathered, columns, _pitch);
        for (var row = wantedFrom; row < wantedTo; row++)
        {
            var target = (double*)(first + (row * rowPitch));
            for (var column = 0; column < columns; column++)
            {
                target[column] = gathered[(column * pitch) + row];
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _lines.Dispose();
        NativeMemory.AlignedFree(_gathered);
        _gathered = null;
    }
}
