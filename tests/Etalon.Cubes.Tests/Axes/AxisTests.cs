namespace Etalon.Cubes.Tests;

public sealed class AxisTests
{
    private static readonly Axis Level = new("level", 4)
    {
        Unit = "hPa",
        Coordinates = AxisCoordinates.From([1000, 850, 500, 200]),
        Bounds = [1050, 900, 900, 700, 700, 300, 300, 100],
    };

    [Fact]
    public void A_part_takes_coordinates_and_bounds_along()
    {
        var part = Level.Slice(1, 2, 2);

        Assert.Equal([850, 200], part.Coordinates!.ToArray());
        Assert.Equal([900, 700, 300, 100], part.Bounds.ToArray());
    }

    [Fact]
    public void A_part_can_run_backwards()
    {
        Assert.Equal([200, 500, 850, 1000], Level.Slice(3, 4, -1).Coordinates!.ToArray());
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 5, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 3, -1)]
    [InlineData(4, 1, 1)]
    public void A_part_outside_is_refused_with_the_length_of_the_axis(long start, long length, long step)
    {
        var refusal = Assert.Throws<RefusalException>(() => Level.Slice(start, length, step));

        Assert.Equal("region-outside", refusal.Code);
        Assert.Contains("4 samples", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_are_compared_by_content()
    {
        Assert.Equal(Level, Level with { Coordinates = AxisCoordinates.From([1000, 850, 500, 200]) });
        Assert.NotEqual(Level, Level with { Unit = "Pa" });
    }
}
