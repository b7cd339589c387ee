using Etalon.Cubes;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>Reads a box of samples that lie in a file as they are.</summary>
/// <remarks>
/// Runs of 64 KiB and more go straight to where they belong. Shorter runs that follow one another, and runs below 4 KiB with gaps of
/// at most 8 KiB, are read through one window and picked out of it: a system call costs about as much as reading 8 KiB from the page
/// cache. The planner counts on the same rule (<c>ReadCost</c> in Etalon.Operators).
/// </remarks>
internal unsafe ref struct RawBox
{
    private const long LongRun = 64 << 10;
    private const long ShortRun = 4 << 10;
    private const long Window = 1 << 20;
    private const long Gap = 8 << 10;

    private readonly SafeFileHandle _file;
    private readonly int _sampleBytes;
    private readonly BufferPool _scratch;
    private readonly CancellationToken _cancellation;
    private NativeBuffer? _window;
    private long _run;

    private RawBox(SafeFileHandle file, int sampleBytes, BufferPool scratch, CancellationToken cancellation)
    {
        _file = file;
        _sampleBytes = sampleBytes;
        _scratch = scratch;
        _cancellation = cancellation;
    }

    /// <summary>Bytes taken from the file.</summary>
    private long BytesRead { get; set; }

    /// <summary>Reads the box; distances are in bytes.</summary>
    /// <returns>Bytes taken from the file.</returns>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public static long Read(
        SafeFileHandle file, long offset, ReadOnlySpan<long> fileStrides, byte* target, ReadOnlySpan<long> targetStrides,
        ReadOnlySpan<long> lengths, int sampleBytes, BufferPool scratch, CancellationToken cancellation)
    {
        Span<long> from = stackalloc long[BoxCopy.MostAxes];
        Span<long> to = stackalloc long[BoxCopy.MostAxes];
        Span<long> count = stackalloc long[BoxCopy.MostAxes];
        fileStrides.CopyTo(from);
        targetStrides.CopyTo(to);
        lengths.CopyTo(count);
        var rank = lengths.Length;
        Sort(from[..rank], to, count);
        rank = BoxCopy.Merge(from[..rank], to[..rank], count[..rank]);
        var box = new RawBox(file, sampleBytes, scratch, cancellation) { _run = sampleBytes };
        if (rank > 0 && from[rank - 1] == sampleBytes && to[rank - 1] == sampleBytes)
        {
            box._run *= count[--rank];
        }

        try
        {
            box.Read(offset, from[..rank], target, to[..rank], count[..rank]);
            return box.BytesRead;
        }
        finally
        {
            box._window?.Dispose();
        }
    }

    private void Read(
        long offset, scoped ReadOnlySpan<long> from, byte* target, scoped ReadOnlySpan<long> to, scoped ReadOnlySpan<long> lengths)
    {
        _cancellation.ThrowIfCancellationRequested();
        if (lengths.IsEmpty)
        {
            FileBytes.Read(_file, offset, target, _run);
            BytesRead += _run;
            return;
        }

        var inner = Span(from[1..], lengths[1..]);
        var gap = from[0] - inner;
        var together = _run < LongRun && (gap <= 0 || (inner < ShortRun && gap <= Gap)) ? Math.Clamp(((Window - inner) / from[0]) + 1, 1, lengths[0]) : 1;
        if (inner > Window || together == 1)
        {
            for (var i = 0L; i < lengths[0]; i++)
            {
                Read(offset + (i * from[0]), from[1..], target + (i * to[0]), to[1..], lengths[1..]);
            }

            return;
        }

        for (var i = 0L; i < lengths[0]; i += together)
        {
            ReadWindow(offset + (i * from[0]), from, target + (i * to[0]), to, lengths, Math.Min(together, lengths[0] - i));
        }
    }

    private void ReadWindow(
        long offset, scoped ReadOnlySpan<long> from, byte* target, scoped ReadOnlySpan<long> to, scoped ReadOnlySpan<long> lengths,
        long count)
    {
        _cancellation.ThrowIfCancellationRequested();
        _window ??= _scratch.Rent(Window);
        var bytes = ((count - 1) * from[0]) + Span(from[1..], lengths[1..]);
        FileBytes.Read(_file, offset, _window.Pointer, bytes);
        BytesRead += bytes;
        Span<long> part = stackalloc long[BoxCopy.MostAxes + 1];
        Span<long> fromAll = stackalloc long[BoxCopy.MostAxes + 1];
        Span<long> toAll = stackalloc long[BoxCopy.MostAxes + 1];
        lengths.CopyTo(part);
        from.CopyTo(fromAll);
        to.CopyTo(toAll);
        part[0] = count;
        var rank = lengths.Length;
        part[rank] = _run / _sampleBytes;
        (fromAll[rank], toAll[rank]) = (_sampleBytes, _sampleBytes);
        rank++;
        BoxCopy.Run(_window.Pointer, fromAll[..rank], target, toAll[..rank], part[..rank], _sampleBytes);
    }

    /// <summary>Axes in the order of the file, slowest first: then what lies together is read together.</summary>
    private static void Sort(Span<long> from, Span<long> to, Span<long> lengths)
    {
        for (var i = 1; i < from.Length; i++)
        {
            for (var j = i; j > 0 && from[j - 1] < from[j]; j--)
            {
                (from[j - 1], from[j]) = (from[j], from[j - 1]);
                (to[j - 1], to[j]) = (to[j], to[j - 1]);
                (lengths[j - 1], lengths[j]) = (lengths[j], lengths[j - 1]);
            }
        }
    }

    /// <summary>Bytes from the first to the last sample of a sub-box.</summary>
    private readonly long Span(scoped ReadOnlySpan<long> strides, scoped ReadOnlySpan<long> lengths)
    {
        var span = _run;
        for (var i = 0; i < lengths.Length; i++)
        {
            span += (lengths[i] - 1) * strides[i];
        }

        return span;
    }
}
