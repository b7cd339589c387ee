namespace Etalon.Operators.Tomography.Tests;

public sealed class TwoDiscsTests
{
    [Theory]
    [InlineData(0, 63.5)]
    [InlineData(33, 60.25)]
    [InlineData(120, 70)]
    public void Every_projection_holds_the_mass_of_the_slice(double degrees, double centre)
    {
        var mass = TwoDiscs.Truth(128, 2.5, -3).Cast<double>().Sum() * 10e-4;

        var row = TwoDiscs.Row(128, degrees, centre, 128, 10, 2.5, -3);

        Assert.Equal(mass, row.Sum(), mass * 2e-4);
    }

    [Fact]
    public void The_small_disc_is_where_the_angle_says()
    {
        var truth = TwoDiscs.Truth(64);

        // Seen along v (angle 0) the columns of the slice are summed, along u (90 degrees) its rows, the top one last.
        var (across, up) = (TwoDiscs.Row(64, 0, 31.5, 64), TwoDiscs.Row(64, 90, 31.5, 64));

        for (var x = 0; x < 64; x++)
        {
            Assert.Equal(Enumerable.Range(0, 64).Sum(row => truth[row, x]) * 10e-4, across[x], 2e-4);
            Assert.Equal(Enumerable.Range(0, 64).Sum(column => truth[63 - x, column]) * 10e-4, up[x], 2e-4);
        }
    }

    [Fact]
    public void Regional_means_of_the_truth_are_the_truth()
    {
        float[] slice = [.. TwoDiscs.Truth(128, 3, 4).Cast<double>().Select(value => (float)value)];

        var means = TwoDiscs.Means(slice, 128, 2, 3, 4);

        Assert.Equal((TwoDiscs.RingPerCentimetre, TwoDiscs.CorePerCentimetre, 0), (means.Ring.Mean, means.Core.Mean, means.Outside.Mean));
        Assert.InRange(means.Core.Count, 400, 740);
        Assert.InRange(means.Ring.Count, 5000, 7500);
        Assert.InRange(means.Outside.Count, 1000, 4600);
    }
}
