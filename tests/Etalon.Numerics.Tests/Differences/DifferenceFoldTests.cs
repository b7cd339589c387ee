namespace Etalon.Numerics.Tests;

public sealed class DifferenceFoldTests
{
    [Fact]
    public void Equal_numbers_missing_ones_and_equal_infinities_do_not_differ()
    {
        double[] numbers = [1, -0.0, double.NaN, double.PositiveInfinity, 1e300];
        double[] same = [1, 0.0, double.NaN, double.PositiveInfinity, 1e300];
        var fold = new DifferenceFold();

        fold.Add(numbers, same, 0);

        Assert.Equal((4, 0, 0, 0, -1), (fold.Compared, fold.Different, fold.OnlyInFirst, fold.OnlyInSecond, fold.LargestAt));
        Assert.Equal(0, fold.RootMeanSquare);
    }

    [Fact]
    public void The_largest_distance_is_found_with_its_place_and_pair()
    {
        var fold = new DifferenceFold();

        fold.Add([1, 2, double.NaN, 100], [1, 2.5, 3, 103], 10);
        fold.Add([5, double.NaN], [double.NaN, double.NaN], 14);

        Assert.Equal((3, 2, 1, 1), (fold.Compared, fold.Different, fold.OnlyInFirst, fold.OnlyInSecond));
        Assert.Equal((3.0, 13L, (100.0, 103.0)), (fold.LargestAbsolute, fold.LargestAt, fold.LargestPair));
        Assert.Equal(0.5 / 2.5, fold.LargestRelative, 15);
        Assert.Equal(Math.Sqrt(((0.5 * 0.5) + 9) / 3), fold.RootMeanSquare, 15);
    }

    [Fact]
    public void Parts_added_in_any_order_give_the_whole()
    {
        var random = new Random(11);
        var a = Enumerable.Range(0, 5000).Select(_ => random.Next(9) == 0 ? double.NaN : random.NextDouble()).ToArray();
        var b = a.Select(value => random.Next(3) == 0 ? value + (random.NextDouble() * 1e-3) : random.Next(20) == 0 ? double.NaN : value).ToArray();
        var whole = new DifferenceFold();
        whole.Add(a, b, 0);
        var parts = new DifferenceFold();
        foreach (var start in Enumerable.Range(0, 50).Select(part => part * 100).OrderBy(_ => random.Next()))
        {
            var part = new DifferenceFold();
            part.Add(a.AsSpan(start, 100), b.AsSpan(start, 100), start);
            parts.Add(part);
        }

        Assert.Equal(
            (whole.Compared, whole.Different, whole.OnlyInFirst, whole.OnlyInSecond, whole.LargestAbsolute, whole.LargestAt, whole.LargestRelative),
            (parts.Compared, parts.Different, parts.OnlyInFirst, parts.OnlyInSecond, parts.LargestAbsolute, parts.LargestAt, parts.LargestRelative));
        Assert.Equal(whole.RootMeanSquare, parts.RootMeanSquare, 12);
    }

    [Fact]
    public void An_infinity_on_one_side_is_infinitely_far()
    {
        var fold = new DifferenceFold();

        fold.Add([double.NegativeInfinity, 1], [double.PositiveInfinity, 1], 0);

        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity, 0L), (fold.LargestAbsolute, fold.LargestRelative, fold.LargestAt));
    }
}
