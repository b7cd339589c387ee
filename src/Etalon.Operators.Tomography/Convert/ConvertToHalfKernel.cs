using System.Numerics.Tensors;

namespace Etalon.Operators.Tomography;

/// <summary>(value clipped to the range) / scale, rounded to half precision; what is missing stays NaN.</summary>
internal sealed unsafe class ConvertToHalfKernel(Packing packing, float low, float high) : IMapKernel
{
    private const int Strip = 1024;

    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        Span<float> room = stackalloc float[Strip];
        var from = (float*)inputs[0].Pointer;
        var to = (Half*)outputs[0].Pointer;
        for (var done = 0L; done < outputs[0].Samples; done += Strip)
        {
            var count = (int)Math.Min(Strip, outputs[0].Samples - done);
            var numbers = room[..count];
            TensorPrimitives.Clamp(new ReadOnlySpan<float>(from + done, count), low, high, numbers);
            TensorPrimitives.Divide(numbers, packing.Scale, numbers);
            TensorPrimitives.ConvertToHalf(numbers, new Span<Half>(to + done, count));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }
}
