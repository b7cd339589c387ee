using System.Numerics;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Real samples to complex64: the imaginary part is 0, or NaN where the sample is missing.</summary>
internal sealed class CastToComplexKernel<TIn>(CastRule rule) : IMapKernel
    where TIn : unmanaged, INumber<TIn>
{
    private readonly CastStrip<TIn> _strip = new(rule);

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var source = inputs[0].As<TIn>();
        var target = outputs[0].As<Complex64>();
        for (var start = 0; start < source.Length; start += CastRule.StripSamples)
        {
            var values = _strip.Widen(source.Slice(start, Math.Min(CastRule.StripSamples, source.Length - start)));
            for (var i = 0; i < values.Length; i++)
            {
                target[start + i] = new Complex64((float)values[i], double.IsNaN(values[i]) ? float.NaN : 0);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing but managed scratch.
    }
}
