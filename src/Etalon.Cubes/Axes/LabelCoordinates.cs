using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Samples that have names instead of numbers (stations, sweep values, seasons); the number is the index.</summary>
public sealed record LabelCoordinates(ImmutableArray<string> Labels) : AxisCoordinates
{
    /// <inheritdoc />
    public override long Length => Labels.Length;

    /// <inheritdoc />
    public override double this[long index] => index;

    /// <inheritdoc />
    public override AxisCoordinates Slice(long start, long length, long step = 1)
    {
        var part = new string[length];
        for (var i = 0L; i < length; i++)
        {
            part[i] = Labels[checked((int)(start + (i * step)))];
        }

        return new LabelCoordinates([.. part]);
    }

    /// <inheritdoc />
    public bool Equals(LabelCoordinates? other) => other is not null && Labels.AsSpan().SequenceEqual(other.Labels.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Labels.Length;
}
