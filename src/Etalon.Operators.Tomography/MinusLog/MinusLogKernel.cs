using System.Runtime.Intrinsics;
using Etalon.Numerics;

namespace Etalon.Operators.Tomography;

/// <summary>-ln(max(t, floor)), eight at a time; what is missing stays missing.</summary>
internal sealed unsafe class MinusLogKernel<T>(double floor) : IMapKernel
    where T : unmanaged
{
    /// <inheritdoc />
    public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
    {
        var from = (T*)inputs[0].Pointer;
        var to = (float*)outputs[0].Pointer;
        var count = outputs[0].Samples;
        var i = 0L;
        for (; i + Vector512<double>.Count <= count; i += Vector512<double>.Count)
        {
            var values = Of(Load(from + i));
            Vector512.Narrow(values, values).GetLower().Store(to + i);
        }

        for (; i < count; i++)
        {
            // The same steps for the last few, so that a sample's place does not show.
            to[i] = (float)Of(Vector512.Create(Scalar(from + i)))[0];
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Holds nothing.
    }

    private static double Scalar(T* sample) => typeof(T) == typeof(float) ? *(float*)sample : *(double*)sample;

    private static Vector512<double> Load(T* samples)
    {
        if (typeof(T) == typeof(double))
        {
            return Vector512.Load((double*)samples);
        }

        var floats = Vector256.Load((float*)samples);
        var (low, high) = Vector256.Widen(floats);
        return Vector512.Create(low, high);
    }

    /// <summary>The comparison is false for NaN, which so reaches the logarithm and comes out.</summary>
    private Vector512<double> Of(Vector512<double> transmission)
    {
        var least = Vector512.Create(floor);
        var raised = Vector512.ConditionalSelect(Vector512.LessThan(transmission, least), least, transmission);
        return Vector512<double>.Zero - VectorLog.Of(raised);
    }
}
