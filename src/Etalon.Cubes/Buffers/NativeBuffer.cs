using System.Runtime.InteropServices;

namespace Etalon.Cubes;

/// <summary>Memory outside the managed heap, aligned to 64 bytes (one cache line, one AVX-512 register).</summary>
/// <remarks>
/// Disposing hands the memory back to its pool, or frees it where there is none; afterwards the buffer is of no use, and disposing
/// again does nothing. Not thread-safe.
/// </remarks>
public sealed unsafe class NativeBuffer : IDisposable
{
    /// <summary>Bytes to which every buffer is aligned.</summary>
    public const int Alignment = 64;

    private readonly BufferPool? _pool;
    private byte* _pointer;

    internal NativeBuffer(void* pointer, long capacity, long length, BufferPool pool)
    {
        _pointer = (byte*)pointer;
        _pool = pool;
        Capacity = capacity;
        Length = length;
    }

    /// <summary>A buffer of its own, outside every budget; for tests and small fixed tables.</summary>
    public NativeBuffer(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _pointer = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(capacity, 1), Alignment);
        Capacity = capacity;
        Length = capacity;
    }

    /// <summary>Bytes that were allocated.</summary>
    public long Capacity { get; }

    /// <summary>Bytes that were asked for.</summary>
    public long Length { get; }

    /// <summary>The first byte.</summary>
    public byte* Pointer => _pointer is null ? throw new ObjectDisposedException(nameof(NativeBuffer)) : _pointer;

    /// <summary>The bytes as a span; a buffer over 2 GiB is used through <see cref="Pointer"/>.</summary>
    public Span<byte> Bytes => new(Pointer, checked((int)Length));

    /// <summary>The samples as a span.</summary>
    public Span<T> As<T>()
        where T : unmanaged => new(Pointer, checked((int)(Length / sizeof(T))));

    /// <inheritdoc />
    public void Dispose()
    {
        var pointer = _pointer;
        _pointer = null;
        if (pointer is null)
        {
            return;
        }

        if (_pool is not null)
        {
            _pool.Return((nint)pointer, Capacity);
        }
        else
        {
            NativeMemory.AlignedFree(pointer);
        }
    }
}
