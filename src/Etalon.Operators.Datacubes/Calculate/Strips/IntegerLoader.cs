using System.Numerics;
using System.Numerics.Tensors;

namespace Etalon.Operators.Datacubes;

/// <summary>Loads integer samples: missing ones become NaN, or <see cref="WholeStripMath.Missing"/> in whole-number expressions.</summary>
internal sealed unsafe class IntegerLoader<TIn, T>(Int128? missing) : StripLoader<T>
    where TIn : unmanaged, IBinaryInteger<TIn>
    where T : unmanaged
{
    private readonly TIn[] _raw = GC.AllocateUninitializedArray<TIn>(Strip<T>.Samples, pinned: true);
    private readonly TIn _missing = TIn.CreateTruncating(missing ?? 0);

    /// <inheritdoc />
    public override bool IsPlain => false;

    /// <inheritdoc />
    public override bool Load(BroadcastAxes axes, byte* block, long first, T* target, int count)
    {
        fixed (TIn* raw = _raw)
        {
            axes.Gather((TIn*)block, first, raw, count);
            var samples = new ReadOnlySpan<TIn>(raw, count);
            if (typeof(T) == typeof(long))
            {
                return Whole(samples, (long*)target);
            }

            if (typeof(T) == typeof(float))
            {
                TensorPrimitives.ConvertTruncating(samples, new Span<float>(target, count));
                Blank(samples, (float*)target, float.NaN);
            }
            else
            {
                TensorPrimitives.ConvertTruncating(samples, new Span<double>(target, count));
                Blank(samples, (double*)target, double.NaN);
            }

            return true;
        }
    }

    private void Blank<TFloat>(ReadOnlySpan<TIn> samples, TFloat* target, TFloat nan)
        where TFloat : unmanaged
    {
        for (var i = 0; missing is not null && i < samples.Length; i++)
        {
            target[i] = samples[i] == _missing ? nan : target[i];
        }
    }

    private bool Whole(ReadOnlySpan<TIn> samples, long* target)
    {
        var fits = true;
        for (var i = 0; i < samples.Length; i++)
        {
            var isMissing = missing is not null && samples[i] == _missing;
            var value = long.CreateTruncating(samples[i]);
            fits &= isMissing || (value != WholeStripMath.Missing && value < 0 == TIn.IsNegative(samples[i]));
            target[i] = isMissing ? WholeStripMath.Missing : value;
        }

        return fits;
    }
}
