using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class FoldedUnitTests
{
    [Theory]
    [InlineData("m s-1", "m2 s-2")]
    [InlineData("K", "K2")]
    [InlineData("hPa", "hPa2")]
    [InlineData("W m-2", "W2 m-4")]
    [InlineData("kg m-2 s-1", "kg2 m-4 s-2")]
    [InlineData("m/s", "m2/s2")]
    [InlineData("degC", "K2")]
    [InlineData("1", "1")]
    [InlineData("", "")]
    [InlineData("furlongs per fortnight!", "(furlongs per fortnight!)2")]
    public void A_variance_is_in_the_square_of_the_unit(string unit, string squared) =>
        Assert.Equal(squared, Fold(FoldOperation.Var, unit).Unit);

    [Theory]
    [InlineData("m s-1")]
    [InlineData("hPa")]
    [InlineData("degF")]
    [InlineData("%")]
    [InlineData("mm day-1")]
    [InlineData("1e-3 kg m-2")]
    [InlineData("(m s-1)2")]
    [InlineData("m^2.s-1")]
    [InlineData("0.01 m")]
    public void The_square_is_read_as_a_unit_and_is_the_square(string unit)
    {
        var squared = Unit.Parse(Fold(FoldOperation.Var, unit).Unit);

        Assert.Equal(Unit.Parse(unit).Difference.Power(2), squared);
    }

    [Fact]
    public void A_variance_is_converted()
    {
        var info = RandomCubes.Info(SampleType.Float64, 2) with { Unit = "km h-1" };
        var cube = MemoryCube.Of<double>(info, [0, 36]);
        var variance = Harness.Check(new Fold(), new Fold.Parameters(FoldOperation.Var), ("cube", cube))[0];

        var result = Harness.Check(new ConvertUnits(), new ConvertUnits.Parameters("m2 s-2"), ("cube", variance))[0];

        Assert.Equal(25, result.ToDoubles()[0], 12);
    }

    [Theory]
    [InlineData(FoldOperation.Std, "K")]
    [InlineData(FoldOperation.Mean, "degC")]
    [InlineData(FoldOperation.Count, "1")]
    [InlineData(FoldOperation.Argmax, "1")]
    public void A_deviation_has_no_zero_and_counts_and_places_are_numbers(FoldOperation operation, string unit) =>
        Assert.Equal(unit, Fold(operation, "degC").Unit);

    private static CubeInfo Fold(FoldOperation operation, string unit) => new Fold().Describe(
        new Fold.Parameters(operation), Inputs.Of(("cube", RandomCubes.Info(SampleType.Float32, 2) with { Unit = unit }))).Outputs[0];
}
