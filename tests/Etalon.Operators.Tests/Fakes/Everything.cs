using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed record Everything(
    [Doc("camera pixel in the sample plane")][Unit("nm")][Range(1, 1000)] double PixelSize = 102,
    int Count = 4,
    bool Quick = false,
    string Title = "plain",
    Mode Mode = Mode.LinearSpline,
    SampleType Type = SampleType.UInt16,
    ImmutableArray<string> Axes = default,
    double? Limit = null,
    string? Note = null)
{
    [Unit("s")]
    [Range(0, 10)]
    public double[] Times { get; init; } = [0.5, 1];

    public Tuning Tuning { get; init; } = new();

    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public long Big { get; init; } = 1L << 60;

    public float Single { get; init; } = 0.1f;

    public required int Needed { get; init; }
}
