using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Pictures.Tests;

public sealed class TicksTests
{
    [Theory]
    [InlineData(0, 1, 5, "0.0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.31, 0.29, 4, "-0.2 0.0 0.2")]
    [InlineData(1019.5, 1029.5, 5, "1020 1022 1024 1026 1028")]
    [InlineData(-98.5, -51, 2, "-80 -60")]
    [InlineData(0, 3e-6, 3, "0e0 1e-6 2e-6 3e-6")]
    [InlineData(5e8, 7e8, 2, "5e8 6e8 7e8")]
    [InlineData(10000000, 10000002, 2, "1e7 1.0000001e7 1.0000002e7")]
    public void They_are_round_and_read_as_they_are(double low, double high, int most, string texts)
    {
        var ticks = Ticks.Between(low, high, most);

        Assert.Equal(texts, string.Join(' ', ticks.Values.Select(ticks.TextOf)));
    }

    [Fact]
    public void They_lie_inside_and_are_neither_many_nor_none() => Prop.ForAll(
        Gen.Choose(-1000, 1000).Zip(Gen.Choose(1, 1000)).Zip(Gen.Choose(2, 10)).ToArbitrary(),
        given =>
        {
            var ((start, length), most) = given;
            var ticks = Ticks.Between(start / 7.0, (start + length) / 7.0, most);

            Assert.InRange(ticks.Values.Count, 1, most + 1);
            Assert.All(ticks.Values, value => Assert.InRange(value, (start / 7.0) - 1e-6, ((start + length) / 7.0) + 1e-6));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_range_of_nothing_has_one() => Assert.Single(Ticks.Between(3, 3, 5).Values);
}
