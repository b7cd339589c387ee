using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Integers to integers, without a detour through floats.</summary>
internal sealed class CastIntegerKernel<TIn, TOut>(CastRule rule) : IMapKernel
    where TIn : unmanaged, INumber<TIn>
    where TOut : unmanaged, IBinaryInteger<TOut>, IMinMaxValue<TOut>
{
    private readonly TIn _low = TIn.CreateSaturating(TOut.MinValue);
    private readonly TIn _high = TIn.CreateSaturating(TOut.MaxValue);
    private readonly TIn _missingIn = TIn.CreateTruncating(rule.Input.Missing ?? 0);
    private readonly TOut _missingOut = TOut.CreateTruncating(rule.Output.Missing ?? 0);
    private readonly bool _canMiss = rule.Input.Missing is not null;
    private readonly bool _isTaken = rule.Output.Missing is not null;

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var source = inputs[0].As<TIn>();
        var target = outputs[0].As<TOut>();
        for (var i = 0; i < source.Length; i++)
        {
            var value = source[i];
            if (_canMiss && value == _missingIn)
            {
                target[i] = _missingOut;
                continue;
            }

            var result = TOut.CreateTruncating(value);
            target[i] = value >= _low && value <= _high && !(_isTaken && result == _missingOut) ? result : Outside(value, outputs[0], i);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private TOut Outside(TIn value, Block block, long sample)
    {
        if (rule.Outside == OutOfRange.Missing && _isTaken)
        {
            return _missingOut;
        }

        if (rule.Outside != OutOfRange.Clip)
        {
            throw rule.Refused(block, sample, value.ToString(format: null, System.Globalization.CultureInfo.InvariantCulture));
        }

        var nearest = TOut.CreateSaturating(value);
        return _isTaken && nearest == _missingOut ? CastMissing.Beside(_missingOut) : nearest;
    }
}
