using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Coordinates that are listed one by one.</summary>
public sealed record ExplicitCoordinates(ImmutableArray<double> Values) : AxisCoordinates
{
    /// <inheritdoc />
    public override long Length => Values.Length;

    /// <inheritdoc />
    public override double this[long index] => Values[checked((int)index)];

    /// <inheritdoc />
    public override AxisCoordinates Slice(long start, long length, long step = 1)
    {
        var part = new double[length];
        for (var i = 0L; i < length; i++)
        {
            part[i] = this[start + (i * step)];
        }

        return new ExplicitCoordinates([.. part]);
    }

    /// <inheritdoc />
    public bool Equals(ExplicitCoordinates? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Values.IsEmpty ? 0 : HashCode.Combine(Values.Length, Values[0], Values[^1]);
}
