namespace Etalon.Cubes;

/// <summary>Swaps the two axes of a matrix: <c>target[c, r] = source[r, c]</c>. Strides are in bytes, samples 1, 2, 4 or 8.</summary>
/// <remarks>
/// Works in panels of 64 x 64 samples, so that source and target lines of a panel stay in the first cache, and in registers
/// of 16 x 16, 8 x 8 or 4 x 4 inside (<see cref="MatrixTile"/>). What is left at the edges goes sample by sample.
/// </remarks>
internal static unsafe class MatrixTranspose
{
    private const long Panel = 64;

    /// <summary>Swaps the axes.</summary>
    public static void Run(byte* source, long sourceRow, byte* target, long targetRow, long rows, long columns, int sampleBytes)
    {
        for (var column = 0L; column < columns; column += Panel)
        {
            for (var row = 0L; row < rows; row += Panel)
            {
                OnePanel(
                    source + (row * sourceRow) + (column * sampleBytes), sourceRow,
                    target + (column * targetRow) + (row * sampleBytes), targetRow,
                    (int)Math.Min(Panel, rows - row), (int)Math.Min(Panel, columns - column), sampleBytes);
            }
        }
    }

    private static void OnePanel(byte* source, long sourceRow, byte* target, long targetRow, int rows, int columns, int sampleBytes)
    {
        var side = MatrixTile.Side(sampleBytes);
        var fullRows = side == 0 ? 0 : rows - (rows % side);
        var fullColumns = side == 0 ? 0 : columns - (columns % side);
        for (var column = 0; column < fullColumns; column += side)
        {
            for (var row = 0; row < fullRows; row += side)
            {
                MatrixTile.Run(
                    source + (row * sourceRow) + (column * sampleBytes), sourceRow,
                    target + (column * targetRow) + (row * sampleBytes), targetRow, sampleBytes);
            }
        }

        Edge(source, sourceRow, target, targetRow, (0, fullRows), (fullColumns, columns), sampleBytes);
        Edge(source, sourceRow, target, targetRow, (fullRows, rows), (0, columns), sampleBytes);
    }

    private static void Edge(
        byte* source, long sourceRow, byte* target, long targetRow, (int From, int To) rows, (int From, int To) columns, int sampleBytes)
    {
        switch (sampleBytes)
        {
            case 1:
                Samples<byte>(source, sourceRow, target, targetRow, rows, columns);
                break;
            case 2:
                Samples<ushort>(source, sourceRow, target, targetRow, rows, columns);
                break;
            case 4:
                Samples<uint>(source, sourceRow, target, targetRow, rows, columns);
                break;
            default:
                Samples<ulong>(source, sourceRow, target, targetRow, rows, columns);
                break;
        }
    }

    private static void Samples<T>(
        byte* source, long sourceRow, byte* target, long targetRow, (int From, int To) rows, (int From, int To) columns)
        where T : unmanaged
    {
        for (var column = columns.From; column < columns.To; column++)
        {
            var to = (T*)(target + (column * targetRow));
            for (var row = rows.From; row < rows.To; row++)
            {
                to[row] = ((T*)(source + (row * sourceRow)))[column];
            }
        }
    }
}
