using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;

namespace Etalon.Operators.Datacubes;

/// <summary>Floats, or scaled samples of any type, to an integer type.</summary>
internal sealed class CastToIntegerKernel<TIn, TOut>(CastRule rule) : IMapKernel
    where TIn : unmanaged, INumber<TIn>
    where TOut : unmanaged, IBinaryInteger<TOut>, IMinMaxValue<TOut>
{
    private readonly CastStrip<TIn> _strip = new(rule);
    private readonly TOut _missing = TOut.CreateTruncating(rule.Output.Missing ?? 0);

    /// <summary>The smallest value, exact as a double: 0 or a negative power of two.</summary>
    private readonly double _low = double.CreateChecked(TOut.MinValue);

    /// <summary>One more than the largest value: a power of two, so exact where the largest value itself is not.</summary>
    private readonly double _end = Math.ScaleB(1, (Unsafe8() * 8) - (TOut.IsNegative(TOut.MinValue) ? 1 : 0));

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var source = inputs[0].As<TIn>();
        var target = outputs[0].As<TOut>();
        for (var start = 0; start < source.Length; start += CastRule.StripSamples)
        {
            var length = Math.Min(CastRule.StripSamples, source.Length - start);
            var values = _strip.Widen(source.Slice(start, length));
            TensorPrimitives.Round(values, rule.Rounding, values);
            for (var i = 0; i < length; i++)
            {
                var value = values[i];
                var inside = value >= _low && value < _end;
                var result = TOut.CreateSaturating(value);
                target[start + i] = inside && (result != _missing || rule.Output.Missing is null)
                    ? result
                    : Outside(value, outputs[0], start + i);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }

    private static unsafe int Unsafe8() => sizeof(TOut);

    private TOut Outside(double value, Block block, long sample)
    {
        if (double.IsNaN(value) || (rule.Outside == OutOfRange.Missing && rule.Output.Missing is not null))
        {
            return _missing;
        }

        if (rule.Outside != OutOfRange.Clip)
        {
            throw rule.Refused(block, sample, value.ToString("R", CultureInfo.InvariantCulture));
        }

        var nearest = TOut.CreateSaturating(value);
        return nearest != _missing || rule.Output.Missing is null ? nearest : CastMissing.Beside(_missing);
    }
}
