namespace Etalon.Numerics.Tests;

public sealed unsafe class RunningMedianTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 5)]
    [InlineData(7, 1)]
    [InlineData(61, 10)]
    [InlineData(21, 100)]
    [InlineData(10, 33)]
    public void Each_median_is_that_of_its_own_window_reflected_at_the_ends(int window, int rows)
    {
        const int lanes = RunningMedian.Together;
        const int pitch = lanes + 3;
        var random = new Random(window);
        int[] samples = [.. Enumerable.Range(0, rows * pitch).Select(_ => random.Next(-20, 20))];
        var medians = new int[rows * lanes];
        using var running = new RunningMedian(window);

        fixed (int* from = samples, to = medians)
        {
            running.Run(from, pitch, rows, to, lanes);
        }

        for (var row = 0; row < rows; row++)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                int[] around = [.. Enumerable.Range(row - (window / 2), window).Select(i => samples[(Reflected(i, rows) * pitch) + lane]).Order()];
                Assert.Equal(around[window / 2], medians[(row * lanes) + lane]);
            }
        }
    }

    /// <summary>One step at a time, as a ball between two walls that stands still for one step at each.</summary>
    private static int Reflected(int row, int rows)
    {
        while (row < 0 || row >= rows)
        {
            row = row < 0 ? -1 - row : (2 * rows) - 1 - row;
        }

        return row;
    }
}
