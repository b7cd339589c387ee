using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Numerics.Tests;

public sealed class PercentilesTests
{
    [Fact]
    public void They_are_those_of_sorted_numbers() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<float[]>().ToArbitrary(),
        ArbMap.Default.GeneratorFor<byte>().ToArbitrary(),
        (values, choice) =>
        {
            double[] percents = [choice / 2.55, 0, 50, 100];
            var tame = values.Select(value => float.IsFinite(value) ? value : float.NaN).ToArray();
            return Percentiles.Of(tame, percents).Zip(percents).All(pair => pair.First.Equals(Sorted(tame, pair.Second)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Numbers_that_differ_in_their_last_bits_only_are_told_apart()
    {
        var values = Enumerable.Range(0, 1001).Select(i => BitConverter.Int32BitsToSingle(0x3F800000 + (i * 17 % 1001))).ToArray();

        Assert.Equal(BitConverter.Int32BitsToSingle(0x3F800000 + 500), Percentiles.Of(values, [50])[0]);
        Assert.Equal(BitConverter.Int32BitsToSingle(0x3F800000 + 10), Percentiles.Of(values, [1])[0]);
    }

    [Fact]
    public void Between_two_numbers_they_lie_in_proportion() => Assert.Equal([12.5, 17.5, 20], Percentiles.Of([20, 10, float.NaN], [25, 75, 100]));

    /// <summary>The definition that numpy.percentile uses by itself.</summary>
    private static double Sorted(float[] values, double percent)
    {
        double[] sorted = [.. values.Where(value => !float.IsNaN(value)).Order().Select(value => (double)value)];
        if (sorted.Length == 0)
        {
            return double.NaN;
        }

        var rank = Math.Clamp(percent, 0, 100) / 100 * (sorted.Length - 1);
        var (low, high) = (sorted[(int)rank], sorted[Math.Min(sorted.Length - 1, (int)rank + 1)]);
        return low + ((high - low) * (rank - Math.Floor(rank)));
    }
}
