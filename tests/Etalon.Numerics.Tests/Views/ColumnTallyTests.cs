using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Numerics.Tests;

public sealed class ColumnTallyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(64, 8)]
    [InlineData(37, 16)]
    [InlineData(16, 64)]
    public void Every_block_has_the_mean_and_the_extremes_of_its_known_samples(int columns, int step)
    {
        var random = new Random((columns * 100) + step);
        var rows = Enumerable.Range(0, 5).Select(_ => Enumerable.Range(0, columns)
            .Select(_ => random.Next(4) == 0 ? double.NaN : Math.Round(random.NextDouble() * 1000)).ToArray()).ToArray();
        var tally = new ColumnTally(columns);
        tally.Clear();
        foreach (var row in rows)
        {
            tally.Add(row, withMeans: true, withExtremes: true);
        }

        for (var block = 0; block * step < columns; block++)
        {
            var samples = rows.SelectMany(row => row.Skip(block * step).Take(step)).Where(value => !double.IsNaN(value)).ToArray();

            Assert.Equal(samples.Length == 0 ? float.NaN : (float)(samples.Sum() / samples.Length), Folded(BlockStatistic.Mean)[block]);
            Assert.Equal(samples.Length == 0 ? float.NaN : (float)samples.Min(), Folded(BlockStatistic.Min)[block]);
            Assert.Equal(samples.Length == 0 ? float.NaN : (float)samples.Max(), Folded(BlockStatistic.Max)[block]);
        }

        float[] Folded(BlockStatistic statistic)
        {
            var result = new float[(columns + step - 1) / step];
            tally.Fold(statistic, step, result);
            return result;
        }
    }

    [Fact]
    public void A_mean_lies_between_the_extremes() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<double[]>().Where(row => row.Length > 0).ToArbitrary(),
        row =>
        {
            var tame = row.Select(value => double.IsFinite(value) ? value % 1e6 : double.NaN).ToArray();
            var tally = new ColumnTally(tame.Length);
            tally.Clear();
            tally.Add(tame, withMeans: true, withExtremes: true);
            float[] mean = [0], min = [0], max = [0];
            tally.Fold(BlockStatistic.Mean, tame.Length, mean);
            tally.Fold(BlockStatistic.Min, tame.Length, min);
            tally.Fold(BlockStatistic.Max, tame.Length, max);
            var room = Math.Max(Math.Abs(min[0]), Math.Abs(max[0])) * 1e-6f;
            return Array.TrueForAll(tame, double.IsNaN) ? float.IsNaN(mean[0]) && float.IsNaN(min[0]) : mean[0] >= min[0] - room && mean[0] <= max[0] + room;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ColumnTally(3).Add([1, 2], withMeans: true, withExtremes: false));
}
