using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Etalon.Compare;

/// <summary>How fast this machine reads memory: every thread sums a part of a buffer that no cache holds.</summary>
internal sealed unsafe class MemoryRoof : IDisposable
{
    private const int Accumulators = 4;
    private float* _buffer;
    private long _bytes;

    public Measured Measure(long bytes, int threads)
    {
        Reserve(bytes);
        var part = bytes / threads / sizeof(float) / (Vector512<float>.Count * Accumulators) * (Vector512<float>.Count * Accumulators);
        var sums = new float[threads];
        return Measured.Of(() =>
        {
            Threads.Run(threads, index => sums[index] = Sum(_buffer + (index * part), part));
            return (part * threads * sizeof(float), sums.Sum());
        });
    }

    public void Dispose() => NativeMemory.AlignedFree(_buffer);

    private static float Sum(float* first, long samples)
    {
        Vector512<float> a = default, b = default, c = default, d = default;
        var step = Vector512<float>.Count;
        for (var i = 0L; i < samples; i += Accumulators * step)
        {
            a += Vector512.Load(first + i);
            b += Vector512.Load(first + i + step);
            c += Vector512.Load(first + i + (2 * step));
            d += Vector512.Load(first + i + (3 * step));
        }

        return Vector512.Sum(a + b + c + d);
    }

    private void Reserve(long bytes)
    {
        if (_bytes == bytes)
        {
            return;
        }

        NativeMemory.AlignedFree(_buffer);
        _buffer = (float*)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        _bytes = bytes;
        for (var at = 0L; at < bytes; at += 1 << 30)
        {
            // Touched once, so that no page is made within the time, and not all one page of zeros.
            new Span<byte>((byte*)_buffer + at, (int)Math.Min(1 << 30, bytes - at)).Fill(1);
        }
    }
}
