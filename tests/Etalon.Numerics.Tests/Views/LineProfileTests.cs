namespace Etalon.Numerics.Tests;

public sealed class LineProfileTests
{
    private const int Rows = 20;
    private const int Columns = 30;

    /// <summary>Bilinear interpolation gives back a bilinear surface exactly.</summary>
    private static readonly double[] Image = [.. Enumerable.Range(0, Rows * Columns).Select(i => Surface(i % Columns, Math.DivRem(i, Columns).Quotient))];

    [Theory]
    [InlineData(0, 0, 29, 19)]
    [InlineData(3.25, 17.5, 21.75, 2.25)]
    [InlineData(29, 19, 0, 19)]
    [InlineData(4, 0, 4, 19)]
    public void Values_are_those_of_the_surface_at_equal_distances(double fromX, double fromY, double toX, double toY)
    {
        var line = new LineProfile(fromX, fromY, toX, toY);

        var values = line.Of(Image, Rows, Columns, 1);

        Assert.Equal((int)Math.Round(double.Hypot(toX - fromX, toY - fromY)) + 1, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var part = (double)i / (values.Length - 1);
            Assert.Equal(Surface(fromX + (part * (toX - fromX)), fromY + (part * (toY - fromY))), values[i], 1e-9);
        }
    }

    [Fact]
    public void A_wide_line_is_the_mean_of_its_parallels()
    {
        var values = new LineProfile(5, 10, 15, 10).Of(Image, Rows, Columns, 3);

        Assert.Equal((Surface(7, 9) + Surface(7, 10) + Surface(7, 11)) / 3, values[2], 1e-9);
    }

    [Fact]
    public void Outside_nothing_is_known() => Assert.Equal([double.NaN, double.NaN, Surface(0, 5)], new LineProfile(-2, 5, 0, 5).Of(Image, Rows, Columns, 1));

    [Fact]
    public void A_point_is_a_line_of_one_value() => Assert.Equal([Surface(4, 6)], new LineProfile(4, 6, 4, 6).Of(Image, Rows, Columns, 1));

    private static double Surface(double x, double y) => 3 + (2 * x) - (5 * y) + (0.25 * x * y);
}
