using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ConvertUnitsTests
{
    [Theory]
    [InlineData("K", "degC", 300, 26.85)]
    [InlineData("degC", "degF", 100, 212)]
    [InlineData("hPa", "Pa", 1013.25, 101325)]
    [InlineData("m s-1", "km/h", 10, 36)]
    public void Samples_are_scaled_and_shifted(string from, string to, double value, double expected)
    {
        var cube = MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, 2) with { Unit = from }, [value, double.NaN]);

        var result = Harness.Check(new ConvertUnits(), new ConvertUnits.Parameters(to), ("cube", cube))[0];

        Assert.Equal(expected, result.ToDoubles()[0], 1e-9 * Math.Abs(expected));
        Assert.True(double.IsNaN(result.ToDoubles()[1]));
        Assert.Equal(to, result.Info.Unit);
    }

    [Fact]
    public void Integers_become_floats_where_fractions_arise()
    {
        var cube = MemoryCube.Of<short>(RandomCubes.Info(SampleType.Int16, 2) with { Missing = -1 }, [250, -1]);

        var result = Harness.Check(new ConvertUnits(), new ConvertUnits.Parameters("m", From: "cm"), ("cube", cube))[0];

        Assert.Equal(SampleType.Float32, result.Info.Type);
        Assert.Null(result.Info.Missing);
        Assert.Equal([2.5, double.NaN], result.ToDoubles());
    }

    [Fact]
    public void Axes_are_converted_with_their_bounds_and_moments_on_their_calendar()
    {
        var info = new CubeInfo(
            "x",
            [
                new Axis("time", 2) { Unit = "days since 2000-03-01", Calendar = "noleap", Coordinates = new ExplicitCoordinates([0, 365]) },
                new Axis("z", 2) { Unit = "km", Coordinates = new ExplicitCoordinates([1, 3]), Bounds = [0, 2, 2, 4] },
            ],
            SampleType.Int8);
        var cube = RandomCubes.Measured(new Random(1), info);

        var time = Harness.Check(new ConvertUnits(), new ConvertUnits.Parameters("hours since 2000-02-28", "time"), ("cube", cube))[0];
        var z = Harness.Check(new ConvertUnits(), new ConvertUnits.Parameters("m", "z"), ("cube", cube))[0];

        Assert.Equal([24, 24 * 366], time.Info.Axes[0].Coordinates!.ToArray());
        Assert.Equal([1000, 3000], z.Info.Axes[1].Coordinates!.ToArray());
        Assert.Equal([0, 2000, 2000, 4000], z.Info.Axes[1].Bounds.ToArray());
        Assert.True(cube.Bytes.SequenceEqual(z.Bytes));
    }

    [Theory]
    [InlineData("K", "m", "", "wrong-unit")]
    [InlineData("", "m", "", "no-unit")]
    [InlineData("K", "Kelvinn", "", "unknown-unit")]
    [InlineData("K", "m", "b", "unknown-axis")]
    public void What_cannot_be_converted_is_refused(string from, string to, string axis, string code)
    {
        var cube = RandomCubes.Measured(new Random(1), RandomCubes.Info(SampleType.Float32, 2) with { Unit = from });

        Assert.Equal(code, Harness.Refused(new ConvertUnits(), new ConvertUnits.Parameters(to, axis), ("cube", cube)).Code);
    }
}
