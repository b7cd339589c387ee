using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class SetCoordinatesTests
{
    [Fact]
    public void Samples_stay_and_the_axis_is_what_was_said()
    {
        var cube = MemoryCube.Empty(RandomCubes.Info(SampleType.Float32, 3, 4), Region.Of([3, 4]), 0);
        new Random(5).NextBytes(cube.Bytes);
        var axis = cube.Info.Axes[0].Name;

        var made = Harness.Check(
            new SetCoordinates(), new SetCoordinates.Parameters(axis, [10, 20, 40], "days since 2000-01-01", "noleap"), ("cube", cube))[0];

        Assert.True(cube.Bytes.SequenceEqual(made.Bytes));
        Assert.Equal([10, 20, 40], made.Info.Axes[0].Coordinates!.ToArray());
        Assert.Equal("2000-02-10", CfTime.Of(made.Info.Axes[0]).Format(40)[..10]);
        Assert.Equal(cube.Info.Axes[1], made.Info.Axes[1]);
    }

    [Theory]
    [InlineData("1 coordinates", 1.0, "", "")]
    [InlineData("finite", double.NaN, "", "")]
    [InlineData("calendar", null, "m", "noleap")]
    [InlineData("tuesday", null, "days since tuesday", "")]
    public void What_cannot_be_is_refused(string said, double? value, string unit, string calendar)
    {
        var info = RandomCubes.Info(SampleType.Int16, 2, 2);
        double[] values = value is null ? [] : double.IsNaN(value.Value) ? [0, double.NaN] : [1];

        var refusal = Assert.Throws<RefusalException>(
            () => new SetCoordinates().Describe(new SetCoordinates.Parameters(info.Axes[1].Name, [.. values], unit, calendar), Inputs.Of(("cube", info))));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }
}
