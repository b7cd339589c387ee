using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>An uncut, unencoded array at a known place of a file, read without any library and without any lock.</summary>
/// <remarks>
/// Long runs go straight into the destination. Short runs that lie close together are fetched in one window and picked out
/// of it: a system call costs as much as reading some 32 KiB.
/// </remarks>
internal sealed unsafe class FileArray : StoredArray
{
    private const long PieceBytes = 4 << 20;
    private const long LongRunBytes = 64 << 10;
    private const long WindowBytes = 1 << 20;
    private const long GapBytes = 32 << 10;
    private const int MaximumRuns = 2048;

    private readonly FilePlace _place;
    private readonly long[] _strides;

    /// <summary>An array that has been checked to lie inside its file.</summary>
    public FileArray(FilePlace place, ImmutableArray<long> shape, SampleType type)
        : base(shape, type)
    {
        _place = place;
        _strides = BoxCopy.Strides(shape.AsSpan(), type.Bytes());
        if (place.RowStride is { } stride)
        {
            _strides[0] = stride;
        }

        var body = place.RowStride is null ? shape : shape.SetItem(0, 1);
        Chunk = PieceShape.Of(body.AsSpan(), type.Bytes());
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var (run, outer) = Runs(region);
        var at = new long[outer];
        var offset = _place.Offset;
        for (var i = 0; i < region.Rank; i++)
        {
            offset += region.Start[i] * _strides[i];
        }

        if (outer == 0 || run >= LongRunBytes)
        {
            do
            {
                ReadRun(offset + Along(at), destination, run, cancellation);
                destination += run;
            }
            while (Next(at, region));
            return;
        }

        ReadShortRuns(offset, at, region, run, destination, scratch, cancellation);
    }

    /// <inheritdoc />
    public override void Prefetch(in Region region)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var first = _place.Offset;
        var last = _place.Offset;
        for (var i = 0; i < region.Rank; i++)
        {
            first += region.Start[i] * _strides[i];
            last += (region.End(i) - 1) * _strides[i];
        }

        FileSpace.WillNeed(_place.File, first, last + Type.Bytes() - first);
    }

    /// <summary>Bytes that lie together, and the number of axes along which runs repeat.</summary>
    private (long Run, int Outer) Runs(in Region region)
    {
        var run = (long)Type.Bytes();
        var outer = region.Rank;
        while (outer > 0 && (region.Length[outer - 1] == 1 || _strides[outer - 1] == run))
        {
            run *= region.Length[outer - 1];
            outer--;
        }

        return (run, outer);
    }

    private long Along(long[] at)
    {
        var offset = 0L;
        for (var i = 0; i < at.Length; i++)
        {
            offset += at[i] * _strides[i];
        }

        return offset;
    }

    private static bool Next(long[] at, in Region region)
    {
        for (var i = at.Length - 1; i >= 0; i--)
        {
            if (++at[i] < region.Length[i])
            {
                return true;
            }

            at[i] = 0;
        }

        return false;
    }

    private void ReadShortRuns(
        long offset, long[] at, in Region region, long run, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        using var window = scratch.Rent(WindowBytes);
        var gathered = stackalloc long[MaximumRuns];
        var count = 0;
        do
        {
            var here = offset + Along(at);
            if (count == MaximumRuns
                || (count > 0 && (here - gathered[count - 1] - run > GapBytes || here + run - gathered[0] > WindowBytes)))
            {
                cancellation.ThrowIfCancellationRequested();
                PickOut(gathered, count, run, window.Pointer, destination);
                destination += count * run;
                count = 0;
            }

            gathered[count++] = here;
        }
        while (Next(at, region));

        PickOut(gathered, count, run, window.Pointer, destination);
    }

    /// <summary>Reads the window that holds the gathered runs, and packs them.</summary>
    private void PickOut(long* gathered, int count, long run, byte* window, byte* destination)
    {
        if (count == 1)
        {
            Fetch(gathered[0], destination, (int)run);
            return;
        }

        var bytes = (int)(gathered[count - 1] + run - gathered[0]);
        _place.Fetch(gathered[0], new Span<byte>(window, bytes));
        Count(bytes);
        for (var i = 0; i < count; i++)
        {
            Buffer.MemoryCopy(window + (gathered[i] - gathered[0]), destination + (i * run), run, run);
        }

        if (_place.IsForeignOrder)
        {
            ByteOrder.Swap(destination, count * run, Type);
        }
    }

    private void ReadRun(long offset, byte* destination, long bytes, CancellationToken cancellation)
    {
        for (var done = 0L; done < bytes; done += PieceBytes)
        {
            cancellation.ThrowIfCancellationRequested();
            Fetch(offset + done, destination + done, (int)Math.Min(PieceBytes, bytes - done));
        }
    }

    private void Fetch(long offset, byte* destination, int bytes)
    {
        _place.Fetch(offset, new Span<byte>(destination, bytes));
        Count(bytes);
        if (_place.IsForeignOrder)
        {
            ByteOrder.Swap(destination, bytes, Type);
        }
    }
}
