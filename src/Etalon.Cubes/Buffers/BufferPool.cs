using System.Runtime.InteropServices;

namespace Etalon.Cubes;

/// <summary>Hands out native buffers within a budget and keeps returned ones for the next caller.</summary>
/// <remarks>First touch of fresh memory costs ten times more than reuse, so buffers are kept warm. Thread-safe.</remarks>
/// <param name="budgetBytes">The most that may be allocated at one time, idle buffers included.</param>
public sealed unsafe class BufferPool(long budgetBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<(nint Pointer, long Capacity)> _idle = [];
    private bool _disposed;
    private long _allocated;
    private long _rented;
    private long _peak;

    /// <summary>The most that may be allocated at one time.</summary>
    public long BudgetBytes { get; } = budgetBytes;

    /// <summary>The most bytes that were rented at one time.</summary>
    public long PeakBytes => Interlocked.Read(ref _peak);

    /// <summary>What the budget still allows, idle buffers counted as taken.</summary>
    public long FreeBytes => BudgetBytes - Interlocked.Read(ref _allocated);

    /// <summary>Bytes rented now.</summary>
    public long RentedBytes => Interlocked.Read(ref _rented);

    /// <summary>A buffer of at least that many bytes.</summary>
    /// <exception cref="RefusalException">The budget does not allow it.</exception>
    public NativeBuffer Rent(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        var size = RoundUp(bytes);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var (pointer, capacity) = TakeIdle(size) ?? Allocate(bytes, size);
            _rented += capacity;
            _peak = Math.Max(_peak, _rented);
            return new NativeBuffer((void*)pointer, capacity, bytes, this);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Drop(long.MaxValue);
        }
    }

    internal void Return(nint pointer, long capacity)
    {
        lock (_gate)
        {
            _rented -= capacity;
            _idle.Add((pointer, capacity));
            if (_disposed)
            {
                Drop(long.MaxValue);
            }
        }
    }

    /// <summary>Sizes are rounded to 1/8 of their power of two, so that nearly equal requests share buffers.</summary>
    private static long RoundUp(long bytes)
    {
        var grain = Math.Max(4096, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(bytes, 1)) / 8);
        return (bytes + grain - 1) / grain * grain;
    }

    private (nint Pointer, long Capacity)? TakeIdle(long size)
    {
        // The last returned buffer is the warmest one in the caches.
        for (var i = _idle.Count - 1; i >= 0; i--)
        {
            if (_idle[i].Capacity >= size && _idle[i].Capacity <= size + (size / 4))
            {
                var buffer = _idle[i];
                _idle.RemoveAt(i);
                return buffer;
            }
        }

        return null;
    }

    private (nint Pointer, long Capacity) Allocate(long bytes, long size)
    {
        if (_allocated + size > BudgetBytes)
        {
            Drop(_allocated + size - BudgetBytes);
        }

        if (_allocated + size > BudgetBytes)
        {
            // The rounding is a convenience; what was asked for may still fit.
            size = Math.Max(bytes, 1);
        }

        if (_allocated + size > BudgetBytes)
        {
            throw new RefusalException(
                "budget-too-small",
                $"A buffer of {bytes / 1e6:F1} MB is needed while {_rented / 1e6:F1} MB of the budget of {BudgetBytes / 1e6:F1} MB are in use.",
                "Raise the memory budget, or ask for a smaller region or fewer workers.", RefusalKind.TooLarge);
        }

        _allocated += size;
        return ((nint)NativeMemory.AlignedAlloc((nuint)size, NativeBuffer.Alignment), size);
    }

    private void Drop(long bytes)
    {
        while (bytes > 0 && _idle.Count > 0)
        {
            var (pointer, capacity) = _idle[0];
            _idle.RemoveAt(0);
            _allocated -= capacity;
            bytes -= capacity;
            NativeMemory.AlignedFree((void*)pointer);
        }
    }
}
