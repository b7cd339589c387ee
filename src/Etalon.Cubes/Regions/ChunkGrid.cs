using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>How a box is cut into equal pieces; the last piece along an axis may be short.</summary>
/// <param name="Shape">The lengths of the box.</param>
/// <param name="Chunk">The lengths of a piece; each at least 1.</param>
public sealed record ChunkGrid(ImmutableArray<long> Shape, ImmutableArray<long> Chunk)
{
    /// <summary>The lengths of the box.</summary>
    public ImmutableArray<long> Shape { get; } = Shape;

    /// <summary>The lengths of a piece. Not to be set apart from the shape: <see cref="Counts"/> follows from both.</summary>
    public ImmutableArray<long> Chunk { get; } = Shape.Length == Chunk.Length
        ? Chunk
        : throw new ArgumentException($"A chunk of rank {Chunk.Length} does not cut a box of rank {Shape.Length}.", nameof(Chunk));

    /// <summary>Pieces along each axis.</summary>
    public ImmutableArray<long> Counts { get; } =
        [.. Shape.Zip(Chunk, (length, chunk) => chunk < 1
            ? throw new ArgumentOutOfRangeException(nameof(Chunk), "A chunk is at least one sample long.")
            : (length / chunk) + Math.Sign(length % chunk))];

    /// <summary>Number of pieces.</summary>
    public long Count => Counts.Aggregate(1L, (product, count) => checked(product * count));

    /// <summary>The piece of that number, counted in row-major order.</summary>
    public Region this[long ordinal]
    {
        get
        {
            var start = new long[Shape.Length];
            var length = new long[Shape.Length];
            for (var i = Shape.Length - 1; i >= 0; i--)
            {
                start[i] = ordinal % Counts[i] * Chunk[i];
                length[i] = Math.Min(Chunk[i], Shape[i] - start[i]);
                ordinal /= Counts[i];
            }

            return new Region([.. start], [.. length]);
        }
    }

    /// <summary>The number of the piece that holds a sample.</summary>
    public long OrdinalOf(ReadOnlySpan<long> sample)
    {
        var ordinal = 0L;
        for (var i = 0; i < Shape.Length; i++)
        {
            ordinal = (ordinal * Counts[i]) + (sample[i] / Chunk[i]);
        }

        return ordinal;
    }

    /// <summary>The pieces that hold at least one sample of the region, in row-major order.</summary>
    public IEnumerable<long> Touching(Region region)
    {
        if (region.IsEmpty)
        {
            yield break;
        }

        var rank = Shape.Length;
        var first = new long[rank];
        var last = new long[rank];
        for (var i = 0; i < rank; i++)
        {
            first[i] = region.Start[i] / Chunk[i];
            last[i] = (region.End(i) - 1) / Chunk[i];
        }

        var at = (long[])first.Clone();
        while (true)
        {
            var ordinal = 0L;
            for (var i = 0; i < rank; i++)
            {
                ordinal = (ordinal * Counts[i]) + at[i];
            }

            yield return ordinal;

            var axis = rank - 1;
            while (axis >= 0 && ++at[axis] > last[axis])
            {
                at[axis] = first[axis];
                axis--;
            }

            if (axis < 0)
            {
                yield break;
            }
        }
    }

    /// <inheritdoc />
    public bool Equals(ChunkGrid? other) =>
        other is not null && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan()) && Chunk.AsSpan().SequenceEqual(other.Chunk.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Shape.Length, Chunk.Length);
}
