using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class GivenTimeTests
{
    private static readonly CubeInfo Variable = new(
        "tas",
        [new Axis("time", 4) { Coordinates = new RegularCoordinates(1, 1, 4) }, new Axis("lat", 3) { Coordinates = new RegularCoordinates(-30, 30, 3) }],
        SampleType.Float32);

    private static readonly CubeStep Opened = ImportTranslation.Open(["/a.nc"], "tas", "time");

    [Fact]
    public void A_dimension_of_time_without_a_unit_takes_what_the_task_says()
    {
        var (variable, opened) = WithTime(Variable, "hierarchy=oph_base|oph_time", "units=6", "base_time=2001-02-28", "calendar=no_leap");

        Assert.Equal(("hours since 2001-02-28", "noleap"), (variable.Axes[0].Unit, variable.Axes[0].Calendar));
        Assert.Equal("2001-03-01", CfTime.Of(variable.Axes[0]).Format(variable.Axes[0].Coordinates![3])[..10]);
        Assert.Equal("set-coordinates", opened.Operator);
        Assert.Equal([6.0, 12, 18, 24], opened.Settings["values"]!.AsArray().Select(static value => (double)value!));
    }

    [Fact]
    public void A_unit_without_a_moment_is_kept()
    {
        var (variable, opened) = WithTime(Variable.With(Variable.Axes[0] with { Unit = "hours" }), "hierarchy=oph_base|oph_time", "base_time=2001-01-01");

        Assert.Equal("hours since 2001-01-01", variable.Axes[0].Unit);
        Assert.Null(opened.Settings["values"]);
    }

    [Fact]
    public void What_the_file_says_and_what_is_no_time_stay()
    {
        var own = Variable.With(Variable.Axes[0] with { Unit = "days since 1999-01-01", Calendar = "360_day" });

        Assert.Equal((own, Opened), WithTime(own, "hierarchy=oph_base|oph_time", "base_time=2001-01-01"));
        Assert.Equal((Variable, Opened), WithTime(Variable));
    }

    [Theory]
    [InlineData("user_defined", "calendar=user_defined")]
    [InlineData("yesterday", "base_time=yesterday")]
    public void What_cannot_be_time_is_refused(string said, string argument)
    {
        var refusal = Assert.Throws<RefusalException>(() => WithTime(Variable, "hierarchy=oph_base|oph_time", argument));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    private static (CubeInfo Variable, CubeStep Opened) WithTime(CubeInfo variable, params string[] given) => ImportTranslation.WithTime(
        new OphidiaArguments(
            TransferManuals.ImportNetCdf,
            new OphidiaTask("t", "oph_importnc", [("src_path", "/a.nc"), ("exp_dim", "lat"), ("imp_dim", "time"), .. given.Select(static pair => (pair.Split('=')[0], pair.Split('=')[1]))], [])),
        variable,
        Opened);
}
