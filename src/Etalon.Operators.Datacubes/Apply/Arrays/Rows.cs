namespace Etalon.Operators.Datacubes;

/// <summary>The same array of some neighbouring rows, in memory.</summary>
/// <param name="Pointer">The first element of the first row.</param>
/// <param name="RowBytes">Bytes from one row to the next; 0 where all rows share one array.</param>
/// <param name="Count">How many rows.</param>
/// <param name="Length">Elements in a row.</param>
internal readonly unsafe record struct Rows(nint Pointer, long RowBytes, int Count, int Length)
{
    /// <summary>The first element of a row.</summary>
    public byte* Row(int row) => (byte*)Pointer + (row * RowBytes);

    /// <summary>A row as a span.</summary>
    public Span<T> Span<T>(int row)
        where T : unmanaged => new(Row(row), Length);

    /// <summary>Whether row follows upon row without a gap.</summary>
    public bool IsPacked(int elementBytes) => Count == 1 || RowBytes == (long)Length * elementBytes;
}
