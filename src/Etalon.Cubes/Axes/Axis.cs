using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>A labelled dimension.</summary>
/// <param name="Name">Unique within the cube: <c>time</c>, <c>lat</c>, <c>y</c>, …</param>
/// <param name="Length">Number of samples; at least 1.</param>
public sealed record Axis(string Name, long Length)
{
    /// <summary>The unit of the coordinates as written (<c>degrees_north</c>, <c>days since 2000-01-01</c>); empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The CF calendar of a time axis; empty for every other axis.</summary>
    public string Calendar { get; init; } = "";

    /// <summary>Where the samples lie; null where only the index is known.</summary>
    public AxisCoordinates? Coordinates { get; init; }

    /// <summary>Cell edges, two per sample (lower, upper), or empty.</summary>
    public ImmutableArray<double> Bounds { get; init; } = [];

    /// <summary>Everything else the source says of the axis (<c>standard_name</c>, <c>long_name</c>, …).</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    /// <summary>Whether the coordinates are moments (<c>unit since moment</c>).</summary>
    public bool IsTime => Unit.Contains(" since ", StringComparison.Ordinal);

    /// <summary>Whether bounds are known.</summary>
    public bool HasBounds => !Bounds.IsDefaultOrEmpty;

    /// <summary>A part of the axis: every <paramref name="step"/>-th sample from <paramref name="start"/>; backwards with a negative step.</summary>
    public Axis Slice(long start, long length, long step = 1)
    {
        var last = start + ((length - 1) * step);
        if (start < 0 || start >= Length || length < 1 || last < 0 || last >= Length)
        {
            throw Refusal.Outside(Name, Math.Min(start, last), Math.Max(start, last) + 1, Length);
        }

        return this with
        {
            Length = length,
            Coordinates = Coordinates?.Slice(start, length, step),
            Bounds = HasBounds ? SliceBounds(start, length, step) : [],
        };
    }

    /// <inheritdoc />
    public bool Equals(Axis? other) =>
        other is not null && Length == other.Length
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && string.Equals(Unit, other.Unit, StringComparison.Ordinal)
        && string.Equals(Calendar, other.Calendar, StringComparison.Ordinal)
        && Equals(Coordinates, other.Coordinates)
        && Bounds.AsSpan().SequenceEqual(other.Bounds.AsSpan())
        && Attributes.Equals(other.Attributes);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Length, Unit);

    private ImmutableArray<double> SliceBounds(long start, long length, long step)
    {
        var part = new double[2 * length];
        for (var i = 0L; i < length; i++)
        {
            var from = checked((int)(2 * (start + (i * step))));
            part[2 * i] = Bounds[from];
            part[(2 * i) + 1] = Bounds[from + 1];
        }

        return [.. part];
    }
}
