using System.Runtime.Intrinsics;

namespace Etalon.Numerics.Tests;

public sealed class PoissonCountsTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(3)]
    [InlineData(15.9)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(700)]
    public void Every_count_comes_as_often_as_Poisson_says(double mean)
    {
        const int samples = 400_000;
        var counts = Draw(mean, samples);

        // Chi square over the counts that are expected at least 20 times.
        var (chi, bins, chance) = (0.0, 0, Math.Exp(-mean));
        for (var k = 0; k < (2 * mean) + 30; k++)
        {
            var expected = chance * samples;
            if (expected >= 20)
            {
                var seen = counts.GetValueOrDefault(k);
                chi += (seen - expected) * (seen - expected) / expected;
                bins++;
            }

            chance *= mean / (k + 1);
        }

        // The mean of chi square is the number of bins, its variance twice that; five standard deviations.
        Assert.InRange(chi, 0, bins + (5 * Math.Sqrt(2 * bins)));
        Assert.InRange(bins, 3, 400);
    }

    [Fact]
    public void Nothing_expected_is_nothing_counted_and_lanes_do_not_mind_their_neighbours()
    {
        var mean = Vector512.Create(0, 0.5, 1e-300, 15.999, 16, 1e9, 4, 0);
        var share = Vector512.Create(1 - 1e-16, 0.7, 0.5, 1 - 1e-16, 0.5, 0.5, 0.99, 0.5);

        var counts = PoissonCounts.FromShare(mean, share);

        for (var lane = 0; lane < 8; lane++)
        {
            Assert.Equal(PoissonCounts.FromShare(Vector512.Create(mean[lane]), Vector512.Create(share[lane]))[0], counts[lane]);
        }

        Assert.Equal((0, 1, 0, 0, 0, 9, 0), (counts[0], counts[1], counts[2], counts[4], counts[5], counts[6], counts[7]));
        Assert.InRange(counts[3], 50, 95);
        Assert.Equal(0, PoissonCounts.FromNormal(Vector512.Create(16.0), Vector512.Create(-8.6))[0]);
    }

    [Fact]
    public void Pairs_of_normal_samples_have_the_moments_of_the_bell_curve_and_nothing_in_common()
    {
        const int groups = 20_000;
        var philox = new Philox(9);
        double[] sums = new double[5];
        for (var group = 0UL; group < groups; group++)
        {
            var (radial, turned) = philox.Group(group);
            var (first, second) = NormalPairs.Of(radial.AsUInt64(), turned.AsUInt64());
            for (var lane = 0; lane < 8; lane++)
            {
                var (a, b) = (first[lane], second[lane]);
                sums[0] += a + b;
                sums[1] += (a * a) + (b * b);
                sums[2] += (a * a * a) + (b * b * b);
                sums[3] += (a * a * a * a) + (b * b * b * b);
                sums[4] += a * b;
            }
        }

        // 320 000 samples: five standard errors of each.
        var count = 16.0 * groups;
        Assert.InRange(sums[0] / count, -0.0088, 0.0088);
        Assert.InRange(sums[1] / count, 1 - 0.0125, 1 + 0.0125);
        Assert.InRange(sums[2] / count, -0.0343, 0.0343);
        Assert.InRange(sums[3] / count, 3 - 0.087, 3 + 0.087);
        Assert.InRange(sums[4] / (count / 2), -0.0125, 0.0125);
    }

    private static Dictionary<int, int> Draw(double mean, int samples)
    {
        var philox = new Philox(4);
        var counts = new Dictionary<int, int>();
        for (var group = 0UL; group < (ulong)samples / 16; group++)
        {
            var (low, high) = philox.Group(group);
            var (first, second) = NormalPairs.Of(low.AsUInt64(), high.AsUInt64());
            var means = Vector512.Create(mean);
            var few = mean < PoissonCounts.Least;
            Count(few ? PoissonCounts.FromShare(means, NormalPairs.Share(low.AsUInt64())) : PoissonCounts.FromNormal(means, first));
            Count(few ? PoissonCounts.FromShare(means, NormalPairs.Share(high.AsUInt64())) : PoissonCounts.FromNormal(means, second));
        }

        return counts;

        void Count(Vector512<double> drawn)
        {
            for (var lane = 0; lane < 8; lane++)
            {
                counts[(int)drawn[lane]] = counts.GetValueOrDefault((int)drawn[lane]) + 1;
            }
        }
    }
}
