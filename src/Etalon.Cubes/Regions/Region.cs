using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>A box in a cube: where it starts and how long it is along every axis.</summary>
public readonly record struct Region(ImmutableArray<long> Start, ImmutableArray<long> Length)
{
    /// <summary>Number of axes.</summary>
    public int Rank => Start.Length;

    /// <summary>Number of samples; 1 for rank 0.</summary>
    public long Samples
    {
        get
        {
            var product = 1L;
            foreach (var length in Length)
            {
                product = checked(product * length);
            }

            return product;
        }
    }

    /// <summary>Whether it holds no sample.</summary>
    public bool IsEmpty => Samples == 0;

    /// <summary>The box of that shape at the origin.</summary>
    public static Region Of(ImmutableArray<long> shape) => new([.. new long[shape.Length]], shape);

    /// <summary>One past the last sample along an axis.</summary>
    public long End(int axis) => Start[axis] + Length[axis];

    /// <summary>The samples common to both; empty lengths where there are none.</summary>
    public Region Intersect(in Region other)
    {
        var start = new long[Rank];
        var length = new long[Rank];
        for (var i = 0; i < Rank; i++)
        {
            start[i] = Math.Max(Start[i], other.Start[i]);
            length[i] = Math.Max(0, Math.Min(End(i), other.End(i)) - start[i]);
        }

        return new Region([.. start], [.. length]);
    }

    /// <summary>Whether the other region lies inside.</summary>
    public bool Contains(in Region other)
    {
        for (var i = 0; i < Rank; i++)
        {
            if (other.Start[i] < Start[i] || other.End(i) > End(i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The same box with one axis replaced.</summary>
    public Region With(int axis, long start, long length) => new(Start.SetItem(axis, start), Length.SetItem(axis, length));

    /// <summary>The same box seen from another origin.</summary>
    public Region RelativeTo(in Region origin)
    {
        var start = new long[Rank];
        for (var i = 0; i < Rank; i++)
        {
            start[i] = Start[i] - origin.Start[i];
        }

        return new Region([.. start], Length);
    }

    /// <inheritdoc />
    public bool Equals(Region other) =>
        Start.AsSpan().SequenceEqual(other.Start.AsSpan()) && Length.AsSpan().SequenceEqual(other.Length.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in Start)
        {
            hash.Add(value);
        }

        foreach (var value in Length)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var self = this;
        return $"[{string.Join(", ", Enumerable.Range(0, Rank).Select(i => $"{self.Start[i]}:{self.End(i)}"))}]";
    }
}
