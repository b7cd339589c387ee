namespace Etalon.Pictures.Tests;

public sealed class CurvePointsTests
{
    [Fact]
    public void A_long_curve_keeps_its_spikes_and_its_order()
    {
        var values = Enumerable.Range(0, 100_000).Select(i => i == 77_777 ? 50.0 : i == 12_345 ? -50 : i % 5 == 0 ? double.NaN : Math.Sin(i * 1e-4)).ToArray();
        var curve = new CurvePoints(values.Length, 500);
        curve.Add(0, values.AsSpan(0, 333));
        curve.Add(333, values.AsSpan(333));
        curve.Finish();

        Assert.InRange(curve.Points.Count, 900, 1000);
        Assert.Contains((77_777.0, 50.0), curve.Points);
        Assert.Contains((12_345.0, -50.0), curve.Points);
        Assert.All(curve.Points.Zip(curve.Points.Skip(1)), pair => Assert.True(pair.Second.Index > pair.First.Index));
    }

    [Fact]
    public void A_short_curve_keeps_every_sample()
    {
        var curve = new CurvePoints(3, 500);
        curve.Add(0, [1, double.NaN, 2]);
        curve.Finish();

        Assert.Equal([(0.0, 1.0), (1.0, double.NaN), (2.0, 2.0)], curve.Points);
    }
}
