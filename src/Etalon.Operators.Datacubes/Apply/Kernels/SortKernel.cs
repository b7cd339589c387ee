using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Sorts every row; missing elements come last.</summary>
internal sealed class SortKernel<T>(Int128? missing) : RowKernel
    where T : unmanaged, INumber<T>
{
    private readonly T? _missing = missing is { } fill ? T.CreateTruncating(fill) : null;

    /// <inheritdoc />
    public override void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        for (var row = 0; row < output.Count; row++)
        {
            var target = output.Span<T>(row);
            var count = 0;
            foreach (var value in inputs[0].Span<T>(row))
            {
                if (!T.IsNaN(value) && value != _missing)
                {
                    target[count++] = value;
                }
            }

            target[..count].Sort();
            target[count..].Fill(_missing ?? T.CreateTruncating(double.NaN));
        }
    }
}
