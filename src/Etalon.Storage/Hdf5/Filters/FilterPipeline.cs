using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Undoes the filters of a chunk, last one first, outside the library's lock.</summary>
internal sealed unsafe class FilterPipeline
{
    // No filter known here makes incompressible bytes grow by more than this; a longer chunk lies about itself.
    private const long GrowthBytes = 64 << 10;

    private readonly ImmutableArray<FilterStep> _steps;

    private FilterPipeline(ImmutableArray<FilterStep> steps) => _steps = steps;

    /// <summary>Bytes of samples that one core decodes per second: inflating is several times slower than everything else.</summary>
    public double DecodeBytesPerSecond { get; private init; } = 2e9;

    /// <summary>Whether chunks are stored as they are.</summary>
    public bool IsEmpty => _steps.IsEmpty;

    /// <summary>The pipeline, or null where some filter is known to the library only.</summary>
    public static FilterPipeline? Find(IReadOnlyList<Hdf5Filter> filters, int sampleBytes)
    {
        var steps = ImmutableArray.CreateBuilder<FilterStep>(filters.Count);
        foreach (var filter in filters)
        {
            if (FilterSteps.Find(filter, sampleBytes) is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }

        var inflates = filters.Any(static filter => filter.Id == Hdf5Filter.DeflateId);
        return new FilterPipeline(steps.MoveToImmutable()) { DecodeBytesPerSecond = inflates ? 5e8 : 2e9 };
    }

    /// <summary>The most bytes that a stored chunk may take.</summary>
    public long MaximumStored(long chunkBytes) => IsEmpty ? chunkBytes : chunkBytes + (chunkBytes / 8) + GrowthBytes;

    /// <summary>Decodes one stored chunk.</summary>
    /// <param name="stored">The bytes as stored; used as scratch.</param>
    /// <param name="skipped">Bit i set: filter i was not applied.</param>
    /// <param name="destination">Exactly the chunk's bytes.</param>
    /// <param name="scratch">Where buffers between two steps come from.</param>
    /// <exception cref="InvalidDataException">The chunk does not decode to its size.</exception>
    public void Decode(Span<byte> stored, uint skipped, Span<byte> destination, BufferPool scratch)
    {
        var applied = new List<FilterStep>(_steps.Length);
        for (var i = _steps.Length - 1; i >= 0; i--)
        {
            if ((skipped & (1u << i)) == 0)
            {
                applied.Add(_steps[i]);
            }
        }

        if (applied.Count == 0)
        {
            RequireSize(stored.Length, destination.Length);
            stored.CopyTo(destination);
            return;
        }

        // Between two steps the bytes may be longer than the chunk: a checksum, or incompressible samples.
        var room = MaximumStored(destination.Length);
        using var first = applied.Count > 1 ? scratch.Rent(room) : null;
        using var second = applied.Count > 2 ? scratch.Rent(room) : null;
        ReadOnlySpan<byte> current = stored;
        for (var i = 0; i < applied.Count - 1; i++)
        {
            var next = (i % 2 == 0 ? first! : second!).Bytes;
            current = next[..applied[i](current, next)];
        }

        RequireSize(applied[^1](current, destination), destination.Length);
    }

    private static void RequireSize(int bytes, int expected)
    {
        if (bytes != expected)
        {
            throw new InvalidDataException($"it holds {bytes} bytes instead of {expected}");
        }
    }
}
