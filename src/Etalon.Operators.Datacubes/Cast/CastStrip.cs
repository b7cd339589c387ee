using System.Numerics;
using System.Numerics.Tensors;

namespace Etalon.Operators.Datacubes;

/// <summary>The first half of every cast that is not between integers: samples become scaled doubles, missing ones NaN.</summary>
/// <remarks>Integers beyond 2^53 are rounded to the nearest double here.</remarks>
internal sealed class CastStrip<TIn>(CastRule rule)
    where TIn : unmanaged, INumber<TIn>
{
    private readonly double[] _values = new double[CastRule.StripSamples];
    private readonly TIn _missing = rule.Input.Missing is { } missing ? TIn.CreateTruncating(missing) : default;

    /// <summary>The samples as doubles, valid until the next call.</summary>
    public Span<double> Widen(ReadOnlySpan<TIn> samples)
    {
        var values = _values.AsSpan(0, samples.Length);
        TensorPrimitives.ConvertTruncating(samples, values);
        if (rule.Input.Missing is not null)
        {
            for (var i = 0; i < samples.Length; i++)
            {
                if (samples[i] == _missing)
                {
                    values[i] = double.NaN;
                }
            }
        }

        if (rule.IsScaled)
        {
            // Two roundings, not a fused one: the same bits on every processor.
            TensorPrimitives.Multiply(values, rule.Scale, values);
            TensorPrimitives.Add(values, rule.Offset, values);
        }

        return values;
    }
}
