using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>Two cubes and what CDO makes of them, by the name of the operator.</summary>
public sealed record CdoAnswer(MemoryCube X, MemoryCube Y, IReadOnlyDictionary<string, double[]> ByOperator)
{
    /// <summary>Asserts that ours is CDO's.</summary>
    /// <remarks>
    /// CDO takes deviations from a mean of squares minus a squared mean, in float64: of samples near 300 that leaves about 1e-9 of a
    /// variance, and its root 3e-5 where the true one is 0. float32 results have 24 bits.
    /// </remarks>
    public void AssertSame(string name, MemoryCube ours)
    {
        var expected = ByOperator[name];
        var actual = ours.ToDoubles();
        Assert.True(expected.Length == actual.Length, $"{name}: {actual.Length} samples instead of {expected.Length}.");
        var isSpread = name.Contains("std", StringComparison.Ordinal) || name.Contains("var", StringComparison.Ordinal);
        var relative = ours.Info.Type == SampleType.Float32 ? 1e-6 : 1e-12;
        var absolute = isSpread ? 1e-4 : 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var isSame = double.IsNaN(expected[i]) && double.IsNaN(actual[i]);
            isSame |= Math.Abs(expected[i] - actual[i]) <= (relative * Math.Abs(expected[i])) + absolute;
            Assert.True(isSame, $"{name}, sample {i}: {actual[i]:R}, CDO has {expected[i]:R}.");
        }
    }
}
