using System.Numerics;
using System.Numerics.Tensors;

namespace Etalon.Operators.Datacubes;

/// <summary>Anything to float16, float32 or float64.</summary>
internal sealed class CastToFloatKernel<TIn, TOut>(CastRule rule) : IMapKernel
    where TIn : unmanaged, INumber<TIn>
    where TOut : unmanaged, IFloatingPointIeee754<TOut>, IMinMaxValue<TOut>
{
    private static readonly double Largest = double.CreateChecked(TOut.MaxValue);

    private readonly CastStrip<TIn> _strip = new(rule);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var source = inputs[0].As<TIn>();
        var target = outputs[0].As<TOut>();
        for (var start = 0; start < source.Length; start += CastRule.StripSamples)
        {
            var length = Math.Min(CastRule.StripSamples, source.Length - start);
            var values = _strip.Widen(source.Slice(start, length));
            var results = target.Slice(start, length);
            TensorPrimitives.ConvertTruncating<double, TOut>(values, results);
            if (typeof(TOut) != typeof(double) && Math.Abs(TensorPrimitives.MaxMagnitudeNumber<double>(values)) > Largest)
            {
                Overflow(values, results, outputs[0], start);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }

    private void Overflow(ReadOnlySpan<double> values, Span<TOut> results, Block block, long start)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!TOut.IsInfinity(results[i]) || double.IsInfinity(values[i]))
            {
                continue;
            }

            results[i] = rule.Outside switch
            {
                OutOfRange.Clip => values[i] > 0 ? TOut.MaxValue : TOut.MinValue,
                OutOfRange.Missing => TOut.NaN,
                _ => throw rule.Refused(block, start + i, values[i].ToString("R", System.Globalization.CultureInfo.InvariantCulture)),
            };
        }
    }
}
