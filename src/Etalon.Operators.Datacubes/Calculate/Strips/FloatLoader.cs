using System.Numerics;
using System.Numerics.Tensors;

namespace Etalon.Operators.Datacubes;

/// <summary>Loads float samples, widening float32 where the expression is float64.</summary>
internal sealed unsafe class FloatLoader<TIn, T> : StripLoader<T>
    where TIn : unmanaged, INumber<TIn>
    where T : unmanaged
{
    private readonly TIn[] _raw = GC.AllocateUninitializedArray<TIn>(Strip<T>.Samples, pinned: true);

    /// <inheritdoc />
    public override bool IsPlain => typeof(TIn) == typeof(T);

    /// <inheritdoc />
    public override bool Load(BroadcastAxes axes, byte* block, long first, T* target, int count)
    {
        if (IsPlain)
        {
            axes.Gather((T*)block, first, target, count);
            return true;
        }

        fixed (TIn* raw = _raw)
        {
            axes.Gather((TIn*)block, first, raw, count);
            TensorPrimitives.ConvertTruncating(new ReadOnlySpan<TIn>(raw, count), new Span<double>(target, count));
            return true;
        }
    }
}
