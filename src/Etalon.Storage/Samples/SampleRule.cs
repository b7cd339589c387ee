using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>How stored samples become the samples that operators see.</summary>
/// <param name="Stored">The type in the file.</param>
/// <param name="Seen">The type operators see: equal to the stored one, or a float where samples are packed.</param>
internal sealed record SampleRule(SampleType Stored, SampleType Seen)
{
    /// <summary>Factor of packed samples.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Added to packed samples after the factor.</summary>
    public double Offset { get; init; }

    /// <summary>Whether samples are packed: value = stored · scale + offset.</summary>
    public bool IsPacked { get; init; }

    /// <summary>Stored integers that mean "missing".</summary>
    public ImmutableArray<Int128> MissingIntegers { get; init; } = [];

    /// <summary>Stored floats that mean "missing" (NaN always does).</summary>
    public ImmutableArray<double> MissingFloats { get; init; } = [];

    /// <summary>The smallest stored value that is not missing.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The largest stored value that is not missing.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>What integers that stay integers use for "missing"; null where nothing is missing.</summary>
    public Int128? Missing { get; init; }

    /// <summary>Whether stored samples can be handed out as they are.</summary>
    public bool IsIdentity => !IsPacked && !HasRange && (Stored.IsInteger()
        ? MissingIntegers.All(value => value == Missing)
        : MissingFloats.IsEmpty);

    /// <summary>Whether values outside a range are missing.</summary>
    public bool HasRange => !double.IsNegativeInfinity(Low) || !double.IsPositiveInfinity(High);
}
