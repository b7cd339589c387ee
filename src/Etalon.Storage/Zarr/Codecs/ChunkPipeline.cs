using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The steps between a chunk's packed samples and what lies in the file, in the order of encoding.</summary>
internal sealed unsafe class ChunkPipeline(ImmutableArray<ChunkStep> steps)
{
    /// <summary>In the order of encoding.</summary>
    public ImmutableArray<ChunkStep> Steps => steps;

    /// <summary>Whether samples lie in the file as they are, maybe with a checksum behind them.</summary>
    public bool IsPlain { get; } = steps.IsEmpty || (steps.Length == 1 && steps[0] is Crc32CStep);

    /// <summary>Whether what lies in the file ends with a checksum of all the rest.</summary>
    public bool EndsWithCrc { get; } = !steps.IsEmpty && steps[^1] is Crc32CStep;

    /// <summary>The most bytes that a chunk can take in the file.</summary>
    public long Bound(long bytes)
    {
        foreach (var step in steps)
        {
            bytes += step.Growth(bytes);
        }

        return bytes;
    }

    /// <summary>Undoes all steps into exactly <paramref name="expected"/> bytes.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged, or decode to another length.</exception>
    public void Decode(byte* encoded, long bytes, byte* target, long expected, BufferPool scratch)
    {
        var decoded = DecodeAny(encoded, bytes, target, expected, scratch);
        if (decoded != expected)
        {
            throw new InvalidDataException($"it decodes to {decoded} bytes instead of {expected}");
        }
    }

    /// <summary>Undoes all steps; gives how many bytes came out, at most <paramref name="capacity"/>.</summary>
    public long DecodeAny(byte* encoded, long bytes, byte* target, long capacity, BufferPool scratch)
    {
        var source = encoded;
        var last = steps.Length - 1;
        if (last >= 0 && EndsWithCrc)
        {
            bytes = Crc32CStep.Check(source, bytes);
            last--;
        }

        if (last < 0)
        {
            if (bytes > capacity)
            {
                throw new InvalidDataException($"it holds {bytes} bytes, {capacity} fit");
            }

            Buffer.MemoryCopy(source, target, capacity, bytes);
            return bytes;
        }

        NativeBuffer? between = null;
        try
        {
            for (; last > 0; last--)
            {
                var former = between;
                between = scratch.Rent(Bound(capacity));
                using (former)
                {
                    bytes = steps[last].Decode(source, bytes, between.Pointer, between.Length);
                }

                source = between.Pointer;
            }

            return steps[0].Decode(source, bytes, target, capacity);
        }
        finally
        {
            between?.Dispose();
        }
    }

    /// <summary>Does all steps; the target has room for <see cref="Bound"/>. At most one step moves bytes, so no room is needed between.</summary>
    public long Encode(byte* source, long bytes, byte* target, long capacity)
    {
        foreach (var step in steps)
        {
            bytes = step.Encode(source, bytes, target, capacity);
            source = target;
        }

        return bytes;
    }
}
