using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class CalculateUnitTests
{
    [Theory]
    [InlineData("p + q", "hPa", 1023.25)]
    [InlineData("p * 2", "hPa", 2000)]
    [InlineData("max(p, q)", "hPa", 1000)]
    [InlineData("p > q", "", 1)]
    [InlineData("t - 273.15", "K", 10)]
    [InlineData("t - 273.15 K", "K", 10)]
    [InlineData("u * 10 s", "m", 50)]
    [InlineData("sqrt(u^2 + u^2)", "m/s", 7.0710678)]
    [InlineData("u / u", "1", 1)]
    [InlineData("log(p / (1 hPa))", "1", 6.9077554)]
    [InlineData("sin(a)", "1", 0.5)]
    [InlineData("where(t > 280 K, p, q)", "hPa", 1000)]
    [InlineData("c - c", "K", 0)]
    public void Units_are_converted_and_derived(string expression, string unit, double value)
    {
        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(expression), Cubes())[0];

        Assert.Equal(value, result.ToDoubles()[0], 1e-6 * Math.Max(1, value));
        Assert.True(unit.Length == 0 ? result.Info.Unit.Length == 0 : Unit.Parse(unit).Equals(Unit.Parse(result.Info.Unit)), result.Info.Unit);
    }

    [Fact]
    public void The_wanted_unit_is_reached_by_conversion()
    {
        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters("p + q", Unit: "Pa"), Cubes())[0];

        Assert.Equal(102325, result.ToDoubles()[0], 0.05);
        Assert.Equal("Pa", result.Info.Unit);
    }

    [Theory]
    [InlineData("p + t", 3)]
    [InlineData("t < 5 [m]", 3)]
    [InlineData("exp(u)", 5)]
    [InlineData("sin(p)", 5)]
    [InlineData("sqrt(u)", 1)]
    [InlineData("u ^ t", 5)]
    [InlineData("c + t", 3)]
    [InlineData("1 + where(t > 1, p, u)", 5)]
    public void Units_that_do_not_go_together_are_refused_with_their_place(string expression, int position)
    {
        var refused = Harness.Refused(new CalculateSamples(), new CalculateSamples.Parameters(expression), Cubes());

        Assert.Equal("wrong-unit", refused.Code);
        Assert.Contains($"(position {position})", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"  {expression}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checking_can_be_switched_off()
    {
        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters("p + t", CheckUnits: false, Unit: "1"), Cubes())[0];

        Assert.Equal(1283.15, result.ToDoubles()[0], 1e-3);
        Assert.Equal("1", result.Info.Unit);
    }

    [Fact]
    public void Whole_numbers_that_must_be_converted_become_floats()
    {
        var counts = RandomCubes.Info(SampleType.Int16, 1);
        var x = MemoryCube.Of<short>(counts with { Name = "x", Unit = "m" }, [2]);
        var y = MemoryCube.Of<short>(counts with { Name = "y", Unit = "cm" }, [50]);

        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters("x + y"), ("x", x), ("y", y))[0];

        Assert.Equal(SampleType.Float32, result.Info.Type);
        Assert.Equal([2.5], result.ToDoubles());
    }

    private static (string, MemoryCube)[] Cubes()
    {
        var info = RandomCubes.Info(SampleType.Float32, 1);
        (string Name, string Unit, float Value)[] cubes =
            [("p", "hPa", 1000), ("q", "Pa", 2325), ("t", "K", 283.15f), ("c", "degC", 10), ("u", "m s-1", 5), ("a", "degree", 30)];
        return [.. cubes.Select(cube => (cube.Name, MemoryCube.Of<float>(info with { Name = cube.Name, Unit = cube.Unit }, [cube.Value])))];
    }
}
