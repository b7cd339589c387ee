namespace Etalon.Operators.Datacubes;

/// <summary>The arrays of one row, in doubles (complex ones as pairs).</summary>
internal readonly ref struct LineInputs(ReadOnlySpan<Rows> rows, int row, ReadOnlySpan<int> parts)
{
    private readonly ReadOnlySpan<Rows> _rows = rows;
    private readonly ReadOnlySpan<int> _parts = parts;

    /// <summary>One of the arrays.</summary>
    public unsafe ReadOnlySpan<double> this[int input] => new(_rows[input].Row(row), _rows[input].Length * _parts[input]);
}
