using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Some frames of a stack as an array of their own: frame, row, column, in whatever order the stack has its axes.</summary>
/// <remarks>Frames that follow one another in the stack are read in one request. Several arrays may share one stack.</remarks>
internal sealed unsafe class FrameArray : StoredArray
{
    private readonly StoredArray _stack;
    private readonly ImmutableArray<long> _frames;
    private readonly ImmutableArray<int> _order;
    private readonly bool _isTurned;

    /// <summary>Takes over the stack.</summary>
    /// <param name="stack">An array of three axes.</param>
    /// <param name="frames">The numbers of the frames.</param>
    /// <param name="order">Which axis of the stack counts frames, rows, columns.</param>
    public FrameArray(StoredArray stack, ImmutableArray<long> frames, ImmutableArray<int> order)
        : base([frames.Length, stack.Shape[order[1]], stack.Shape[order[2]]], stack.Type)
    {
        _stack = stack;
        _frames = frames;
        _order = order;
        _isTurned = !order.SequenceEqual([0, 1, 2]);
        Chunk = [.. order.Select((axis, i) => Math.Clamp(stack.Chunk[axis], 1, Shape[i]))];
    }

    /// <inheritdoc />
    public override ImmutableArray<long> Chunk { get; }

    /// <inheritdoc />
    public override bool ReadsParts => _stack.ReadsParts;

    /// <inheritdoc />
    public override double StoredRatio => _stack.StoredRatio;

    /// <inheritdoc />
    public override double DecodeBytesPerSecond => _stack.DecodeBytesPerSecond;

    /// <inheritdoc />
    public override long BytesRead => _stack.BytesRead;

    /// <inheritdoc />
    public override void Read(in Region region, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        if (region.IsEmpty)
        {
            return;
        }

        var frame = region.Length[1] * region.Length[2] * Type.Bytes();
        for (var done = 0L; done < region.Length[0];)
        {
            var count = RunAt(region.Start[0] + done, region.Length[0] - done);
            var wanted = region.With(0, region.Start[0] + done, count);
            if (_isTurned)
            {
                ReadTurned(wanted, destination + (done * frame), scratch, cancellation);
            }
            else
            {
                _stack.Read(InStack(wanted), destination + (done * frame), scratch, cancellation);
            }

            done += count;
        }
    }

    /// <inheritdoc />
    public override void Prefetch(in Region region)
    {
        if (region.IsEmpty)
        {
            return;
        }

        for (var done = 0L; done < region.Length[0];)
        {
            var count = RunAt(region.Start[0] + done, region.Length[0] - done);
            _stack.Prefetch(InStack(region.With(0, region.Start[0] + done, count)));
            done += count;
        }
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _stack.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>How many frames from one on follow one another in the stack.</summary>
    private long RunAt(long first, long most)
    {
        var count = 1L;
        while (count < most && _frames[(int)(first + count)] == _frames[(int)first] + count)
        {
            count++;
        }

        return count;
    }

    private Region InStack(in Region wanted)
    {
        var start = new long[3];
        var length = new long[3];
        for (var i = 0; i < 3; i++)
        {
            start[_order[i]] = i == 0 ? _frames[(int)wanted.Start[0]] : wanted.Start[i];
            length[_order[i]] = wanted.Length[i];
        }

        return new Region([.. start], [.. length]);
    }

    private void ReadTurned(in Region wanted, byte* destination, BufferPool scratch, CancellationToken cancellation)
    {
        var inside = InStack(wanted);
        using var held = scratch.Rent(inside.Samples * Type.Bytes());
        _stack.Read(inside, held.Pointer, scratch, cancellation);
        Span<long> packed = stackalloc long[3];
        Span<long> from = stackalloc long[3];
        Span<long> to = stackalloc long[3];
        BoxCopy.Strides(inside.Length.AsSpan(), Type.Bytes(), packed);
        BoxCopy.Strides(wanted.Length.AsSpan(), Type.Bytes(), to);
        for (var i = 0; i < 3; i++)
        {
            from[i] = packed[_order[i]];
        }

        BoxCopy.Run(held.Pointer, from, destination, to, wanted.Length.AsSpan(), Type.Bytes());
    }
}
