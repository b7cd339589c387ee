using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("-x^2", -9)]
    [InlineData("2^3^2 + 0*x", 512)]
    [InlineData("x - 1 - 1", 1)]
    [InlineData("12 / x / 2", 2)]
    [InlineData("1 + 2 * x", 7)]
    [InlineData("(1 + 2) * x", 9)]
    [InlineData("-x % 2 + 0.0", 1)]
    [InlineData("1 < 2 && x > 2 || nan", 1)]
    [InlineData("not (x > 2) or x == 3", 1)]
    [InlineData("x**2", 9)]
    [InlineData("min(x, 2, 1, 5)", 1)]
    [InlineData("clip(x, 0, 2)", 2)]
    [InlineData("`x` + `entry/data`", 10)]
    [InlineData("cubes[0] * 2", 6)]
    [InlineData("first * 2", 6)]
    public void Operators_bind_as_in_mathematics(string expression, double value)
    {
        var info = RandomCubes.Info(SampleType.Float64, 1);
        var (x, y) = (MemoryCube.Of<double>(info with { Name = "x" }, [3]), MemoryCube.Of<double>(info with { Name = "entry/data" }, [7]));

        var result = Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(expression, ["first", "second"]), ("cubes[0]", x), ("cubes[1]", y))[0];

        Assert.Equal(value, result.ToDoubles()[0]);
    }

    [Theory]
    [InlineData("x +", "bad-expression", 4)]
    [InlineData("(x", "bad-expression", 3)]
    [InlineData("x)", "bad-expression", 2)]
    [InlineData("x ? 1", "bad-expression", 3)]
    [InlineData("1 < x < 3", "bad-expression", 7)]
    [InlineData("2 x", "bad-expression", 3)]
    [InlineData("sin()", "bad-expression", 1)]
    [InlineData("where(x, 1)", "bad-expression", 1)]
    [InlineData("1 + 2", "bad-expression", 1)]
    [InlineData("1e999 * x", "bad-expression", 1)]
    [InlineData("sine(x)", "unknown-function", 1)]
    [InlineData("x + xx", "unknown-name", 5)]
    [InlineData("real(x)", "wrong-sample-type", 1)]
    public void What_cannot_be_read_is_refused_with_its_place(string expression, string code, int position)
    {
        var x = RandomCubes.Measured(new Random(1), RandomCubes.Info(SampleType.Float64, 1) with { Name = "x" });

        var refused = Harness.Refused(new CalculateSamples(), new CalculateSamples.Parameters(expression), ("cubes[0]", x));

        Assert.Equal(code, refused.Code);
        Assert.Contains($"(position {position})", refused.Message, StringComparison.Ordinal);
        var caret = refused.Message.Split(Environment.NewLine)[^1];
        Assert.Equal(position + 1, caret.IndexOf('^', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("((", 300)]
    [InlineData("--", 300)]
    [InlineData("1^", 300)]
    [InlineData("x+", 9000)]
    [InlineData("x+", 4000)]
    public void Endless_expressions_are_refused_not_crashed_on(string part, int times)
    {
        var x = RandomCubes.Measured(new Random(1), RandomCubes.Info(SampleType.Float64, 1) with { Name = "x" });

        var refused = Harness.Refused(new CalculateSamples(), new CalculateSamples.Parameters(string.Concat(Enumerable.Repeat(part, times)) + "x"), ("x", x));

        Assert.Equal("bad-expression", refused.Code);
    }

    [Fact]
    public void Equal_parts_are_computed_once_and_constants_beforehand()
    {
        var names = new ExpressionNames([], Inputs.Of(("x", RandomCubes.Info(SampleType.Float32, 2) with { Name = "x" })));

        var program = CalculateProgram.Of(ExpressionBinder.Bind("(x + 2*3) * (x + 6) - (x + 6)", names, checksUnits: true, ""));

        Assert.Equal([CalculateOp.Add, CalculateOp.Multiply, CalculateOp.Subtract], program.Steps.Select(step => step.Op));
        Assert.Equal(2, program.Leaves.Count);
    }

    [Fact]
    public void Axes_that_do_not_match_are_refused()
    {
        var x = new CubeInfo("x", [new Axis("lat", 3) { Coordinates = new RegularCoordinates(0, 1, 3) }], SampleType.Float32);
        var moved = x with { Name = "y", Axes = [x.Axes[0] with { Coordinates = new RegularCoordinates(10, 1, 3) }] };
        var longer = x with { Name = "y", Axes = [new Axis("lat", 4)] };

        foreach (var y in (CubeInfo[])[moved, longer])
        {
            var refused = Assert.Throws<RefusalException>(
                () => new CalculateSamples().Describe(new CalculateSamples.Parameters("x + y"), Inputs.Of(("cubes[0]", x), ("cubes[1]", y))));
            Assert.Equal("axis-mismatch", refused.Code);
        }
    }
}
