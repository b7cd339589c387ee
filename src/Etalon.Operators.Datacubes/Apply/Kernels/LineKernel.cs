namespace Etalon.Operators.Datacubes;

/// <summary>Runs a function on one row after the other.</summary>
/// <param name="function">What computes a row; it may keep scratch of its own.</param>
/// <param name="parts">Doubles per element of each input: 2 for complex ones.</param>
/// <param name="outputParts">Doubles per element of the output.</param>
internal sealed class LineKernel(LineFunction function, int[] parts, int outputParts) : RowKernel
{
    /// <inheritdoc />
    public override unsafe void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            function(new LineInputs(inputs, row, parts), new Span<double>(output.Row(row), output.Length * outputParts));
        }
    }
}
