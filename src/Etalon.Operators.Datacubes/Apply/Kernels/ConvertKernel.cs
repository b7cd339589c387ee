using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Converts elements: fractions are cut off as C does it, what does not fit is refused, missing stays missing.</summary>
/// <param name="missing">The integer that is missing in what comes in.</param>
/// <param name="target">The integer that is missing in what goes out.</param>
/// <param name="parts">Numbers per element: 2 for complex ones.</param>
internal sealed class ConvertKernel<TFrom, TTo>(Int128? missing, Int128? target, int parts) : RowKernel
    where TFrom : unmanaged, INumber<TFrom>
    where TTo : unmanaged, INumber<TTo>, IMinMaxValue<TTo>
{
    private static readonly bool ToFloat = typeof(TTo) == typeof(float) || typeof(TTo) == typeof(double);
    private static readonly bool FromFloat = typeof(TFrom) == typeof(float) || typeof(TFrom) == typeof(double);
    private static readonly double Lowest = double.CreateTruncating(TTo.MinValue);

    /// <summary>For OPH_LONG 2^63, to which its largest value is rounded as a double.</summary>
    private static readonly double Above = double.CreateTruncating(TTo.MaxValue) + 1;

    private readonly TFrom? _missing = missing is { } fill ? TFrom.CreateTruncating(fill) : null;
    private readonly TTo? _target = target is { } fill ? TTo.CreateTruncating(fill) : null;

    /// <inheritdoc />
    public override unsafe void Run(ReadOnlySpan<Rows> inputs, Rows output)
    {
        var input = inputs[0];
        if (input.IsPacked(sizeof(TFrom) * parts) && output.IsPacked(sizeof(TTo) * parts))
        {
            var length = output.Count * output.Length * parts;
            Convert(new ReadOnlySpan<TFrom>(input.Row(0), length), new Span<TTo>(output.Row(0), length));
            return;
        }

        for (var row = 0; row < output.Count; row++)
        {
            Convert(new ReadOnlySpan<TFrom>(input.Row(row), output.Length * parts), new Span<TTo>(output.Row(row), output.Length * parts));
        }
    }

    private void Convert(ReadOnlySpan<TFrom> from, Span<TTo> to)
    {
        if (ToFloat && _missing is null)
        {
            TensorPrimitives.ConvertTruncating(from, to);
            return;
        }

        for (var i = 0; i < from.Length; i++)
        {
            to[i] = One(from[i]);
        }
    }

    private TTo One(TFrom value)
    {
        if (FromFloat ? TFrom.IsNaN(value) : value == _missing)
        {
            return ToFloat ? TTo.CreateTruncating(double.NaN) : _target ?? throw NoMissing();
        }

        if (ToFloat)
        {
            return TTo.CreateTruncating(value);
        }

        if (FromFloat)
        {
            var whole = Math.Truncate(double.CreateTruncating(value));
            return whole >= Lowest && whole < Above ? TTo.CreateTruncating(whole) : throw Overflow(whole);
        }

        var number = long.CreateTruncating(value);
        return number >= long.CreateTruncating(TTo.MinValue) && number <= long.CreateTruncating(TTo.MaxValue)
            ? TTo.CreateTruncating(number)
            : throw Overflow(number);
    }

    private static string TypeName => ElementTypes.Of(SampleTypes.Of<TTo>()).Name();

    private static RefusalException NoMissing() => new(
        "no-missing-value", $"A missing value has to become {TypeName}, and the cube has no integer that stands for missing ones.",
        "Give the parameter 'missing' or oph_cast's output_missingvalue, or compute in OPH_DOUBLE.");

    private static RefusalException Overflow(double value) => new(
        "integer-overflow", string.Create(CultureInfo.InvariantCulture, $"{value:R} does not fit into {TypeName}."),
        "Ask for a wider output type ('OPH_LONG', 'OPH_DOUBLE').");
}
