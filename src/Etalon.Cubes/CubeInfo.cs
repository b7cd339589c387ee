using System.Collections.Immutable;

namespace Etalon.Cubes;

/// <summary>Everything known about a cube without reading a sample of it.</summary>
/// <param name="Name">The cube's name within its dataset: <c>tas</c>, <c>entry/data</c>, …</param>
/// <param name="Axes">Slowest-varying first; none for a scalar.</param>
/// <param name="Type">The type of one sample as operators see it (scaling and offsets already applied).</param>
public sealed record CubeInfo(string Name, ImmutableArray<Axis> Axes, SampleType Type)
{
    /// <summary>The unit of the samples as written; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The integer that stands for a missing sample. Floats use NaN and leave this null.</summary>
    public Int128? Missing { get; init; }

    /// <summary>Everything else the source says of the cube.</summary>
    public AttributeSet Attributes { get; init; } = AttributeSet.Empty;

    /// <summary>Number of axes.</summary>
    public int Rank => Axes.Length;

    /// <summary>The lengths of the axes, slowest first.</summary>
    public ImmutableArray<long> Shape => [.. Axes.Select(axis => axis.Length)];

    /// <summary>Number of samples; 1 for a scalar.</summary>
    public long Samples => Axes.Aggregate(1L, (product, axis) => checked(product * axis.Length));

    /// <summary>Bytes of all samples, uncompressed.</summary>
    public long Bytes => checked(Samples * Type.Bytes());

    /// <summary>The whole cube as a region.</summary>
    public Region Whole => Region.Of(Shape);

    /// <summary>The position of a named axis, or -1.</summary>
    public int Find(string axisName)
    {
        for (var i = 0; i < Axes.Length; i++)
        {
            if (string.Equals(Axes[i].Name, axisName, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The position of a named axis.</summary>
    /// <exception cref="RefusalException">No axis has that name.</exception>
    public int IndexOf(string axisName)
    {
        var index = Find(axisName);
        return index >= 0 ? index : throw Refusal.Unknown("axis", axisName, Axes.Select(axis => axis.Name));
    }

    /// <summary>The same cube without one axis.</summary>
    public CubeInfo Without(string axisName) => this with { Axes = Axes.RemoveAt(IndexOf(axisName)) };

    /// <summary>The same cube with one axis replaced.</summary>
    public CubeInfo With(Axis axis) => this with { Axes = Axes.SetItem(IndexOf(axis.Name), axis) };

    /// <inheritdoc />
    public bool Equals(CubeInfo? other) =>
        other is not null && Type == other.Type && Missing == other.Missing
        && string.Equals(Name, other.Name, StringComparison.Ordinal)
        && string.Equals(Unit, other.Unit, StringComparison.Ordinal)
        && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan())
        && Attributes.Equals(other.Attributes);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, Type, Axes.Length);
}
