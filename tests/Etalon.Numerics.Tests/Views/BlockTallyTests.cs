namespace Etalon.Numerics.Tests;

public sealed class BlockTallyTests
{
    [Theory]
    [InlineData(13, 11, 2, 3)]
    [InlineData(8, 16, 4, 4)]
    [InlineData(5, 7, 8, 2)]
    public void Larger_blocks_made_of_smaller_ones_are_those_of_the_samples(int rows, int columns, int rowStep, int columnStep)
    {
        var random = new Random((rows * 100) + columns);
        var samples = Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns)
            .Select(_ => random.Next(3) == 0 ? double.NaN : random.Next(-900, 900)).ToArray()).ToArray();
        var blocks = new BlockTally(rows, columns);
        var tally = new ColumnTally(columns);
        for (var row = 0; row < rows; row++)
        {
            tally.Clear();
            tally.Add(samples[row], withMeans: true, withExtremes: true);
            blocks.Take(tally, row, 1);
        }

        // In two stages along the rows, so that short ends are put together of short ends.
        var larger = blocks.Coarser(rowStep, 1).Coarser(1, columnStep).Coarser(2, 1);

        Assert.Equal([((rows - 1) / (2 * rowStep)) + 1, ((columns - 1) / columnStep) + 1], larger.Shape);
        foreach (var statistic in Enum.GetValues<BlockStatistic>())
        {
            var values = new float[larger.Count];
            larger.Values(statistic, values);
            for (var i = 0; i < values.Length; i++)
            {
                var (top, left) = (i / larger.Shape[1] * 2 * rowStep, i % larger.Shape[1] * columnStep);
                var block = samples.Skip(top).Take(2 * rowStep).SelectMany(row => row.Skip(left).Take(columnStep));
                Assert.Equal(Of(statistic, [.. block.Where(value => !double.IsNaN(value))]), values[i]);
            }
        }
    }

    private static float Of(BlockStatistic statistic, double[] known) => (float)(known.Length == 0 ? double.NaN : statistic switch
    {
        BlockStatistic.Mean => known.Sum() / known.Length,
        BlockStatistic.Min => known.Min(),
        _ => known.Max(),
    });
}
