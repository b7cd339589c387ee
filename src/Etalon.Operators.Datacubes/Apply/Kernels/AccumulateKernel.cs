using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Running sums of int64; missing elements stay missing and add nothing.</summary>
internal sealed class AccumulateKernel : RowKernel
{
    /// <inheritdoc />
    public override void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            var source = inputs[0].Span<long>(row);
            var target = output.Span<long>(row);
            var sum = Int128.Zero;
            for (var i = 0; i < source.Length; i++)
            {
                if (source[i] == WholeStripMath.Missing)
                {
                    target[i] = WholeStripMath.Missing;
                    continue;
                }

                sum += source[i];
                if (sum <= WholeStripMath.Missing || sum > long.MaxValue)
                {
                    throw new RefusalException("integer-overflow", $"A running sum is {sum}, which OPH_LONG cannot hold.", "Convert with oph_convert_d first.");
                }

                target[i] = (long)sum;
            }
        }
    }
}
