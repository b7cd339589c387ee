using Etalon.Cubes;

namespace Etalon.Pictures.Tests;

public sealed class ContrastTests
{
    [Fact]
    public void Percentiles_are_those_of_the_known_numbers()
    {
        double[] values = [.. Enumerable.Range(0, 1001).Select(i => (double)i), double.NaN, double.PositiveInfinity];

        var contrast = Contrast.OfPercentiles(values, "10:99.95");

        Assert.Equal(new Contrast(100, 999.5), contrast);
    }

    [Fact]
    public void Numbers_that_are_all_the_same_or_all_missing_still_have_two_ends()
    {
        Assert.True(Contrast.OfPercentiles([3, 3, 3], "0:100") is { Low: < 3, High: > 3 });
        Assert.True(Contrast.OfPercentiles([double.NaN], "0:100") is { Low: 0, High: 1 });
        Assert.Equal(new Contrast(0, 9), Contrast.OfPercentiles([.. Enumerable.Repeat(0.0, 999), 9], "0.5:99.5"));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("a:b")]
    [InlineData("2:1")]
    [InlineData("NaN:1")]
    [InlineData("0:1:2")]
    public void What_is_no_range_is_refused(string text) =>
        Assert.Equal("bad-range", Assert.Throws<RefusalException>(() => Contrast.Parse(text)).Code);

    [Theory]
    [InlineData("-1:50")]
    [InlineData("50:101")]
    [InlineData("50:50")]
    public void What_are_no_percentiles_is_refused(string text) =>
        Assert.Equal("bad-percentiles", Assert.Throws<RefusalException>(() => Contrast.OfPercentiles([1], text)).Code);

    [Fact]
    public void No_number_has_the_colour_of_what_is_missing()
    {
        foreach (var map in ColourMap.Names.Select(ColourMap.Of))
        {
            Assert.DoesNotContain(map.Missing, Enumerable.Range(0, 1001).Select(i => map.At(i / 1000.0)));
            Assert.Equal(map.Missing, map.At(double.NaN));
        }
    }

    [Fact]
    public void Viridis_gets_lighter_all_the_way()
    {
        var map = ColourMap.Of("viridis");
        static double Lightness(Colour colour) => (0.2126 * Linear(colour.Red)) + (0.7152 * Linear(colour.Green)) + (0.0722 * Linear(colour.Blue));
        static double Linear(byte value) => Math.Pow(value / 255.0, 2.2);

        var lightness = Enumerable.Range(0, 256).Select(i => Lightness(map.At(i / 255.0))).ToArray();

        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-3));
        Assert.True(lightness[^1] > 40 * lightness[0]);
    }
}
