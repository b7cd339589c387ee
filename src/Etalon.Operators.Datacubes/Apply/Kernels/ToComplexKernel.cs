namespace Etalon.Operators.Datacubes;

/// <summary>Gives real numbers an imaginary part of 0.</summary>
internal sealed class ToComplexKernel : RowKernel
{
    /// <inheritdoc />
    public override unsafe void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            var from = (double*)inputs[0].Row(row);
            var to = (double*)output.Row(row);
            for (var i = 0; i < output.Length; i++)
            {
                to[2 * i] = from[i];
                to[(2 * i) + 1] = 0;
            }
        }
    }
}
