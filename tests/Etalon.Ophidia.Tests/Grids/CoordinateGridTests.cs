using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class CoordinateGridTests
{
    private static readonly KeptCube Samples = new("11111111-1111-1111-1111-111111111111", "tas");

    private static readonly CubeInfo Info = new(
        "tas",
        [
            new Axis("lat", 3) { Unit = "degrees_north", Coordinates = new RegularCoordinates(-30, 30, 3) },
            new Axis("time", 2) { Unit = "days since 2000-01-01", Calendar = "standard", Coordinates = AxisCoordinates.From([0, 1]) },
        ],
        SampleType.Float32);

    [Fact]
    public void A_grid_comes_back_from_its_json()
    {
        var grid = Grid();

        var back = CoordinateGrid.FromJson("g", JsonNode.Parse(grid.ToJson().ToJsonString())!.AsArray());

        Assert.Equal([-30.0, 0, 30], back.Dimensions[0].Values.ToArray());
        Assert.Equal(Info.Axes[1], back.Dimensions[1].Axis);
    }

    [Fact]
    public void A_cube_with_the_same_values_stays_as_it_is()
    {
        Assert.Same(Samples, Grid().Place(Arguments("check_grid=yes"), Samples, Info, isStrict: false));
    }

    [Fact]
    public void Values_that_were_rounded_become_those_of_the_grid_unless_they_must_be_exact()
    {
        var rounded = Info.With(Info.Axes[0] with { Coordinates = AxisCoordinates.From([-30.0001, 0, 30]) });

        var step = Assert.IsType<CubeStep>(Grid().Place(Arguments(), Samples, rounded, isStrict: false));
        var refusal = Assert.Throws<RefusalException>(() => Grid().Place(Arguments("check_grid=yes"), Samples, rounded, isStrict: true));

        Assert.Equal("set-coordinates", step.Operator);
        Assert.Equal([-30.0, 0, 30], step.Settings["values"]!.AsArray().Select(static value => (double)value!));
        Assert.Contains("-30.0001", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_are_compared_as_moments()
    {
        var hours = Info.With(Info.Axes[1] with { Unit = "hours since 2000-01-01", Coordinates = AxisCoordinates.From([0, 24]) });

        var step = Assert.IsType<CubeStep>(Grid().Place(Arguments("check_grid=yes"), Samples, hours, isStrict: false));

        Assert.Equal("days since 2000-01-01", (string)step.Settings["axisUnit"]!);
    }

    [Fact]
    public void Other_values_are_refused_but_where_the_original_is_wanted()
    {
        var other = Info.With(Info.Axes[0] with { Coordinates = new RegularCoordinates(0, 30, 3) });

        var refusal = Assert.Throws<RefusalException>(() => Grid().Place(Arguments(), Samples, other, isStrict: false));

        Assert.Contains("'lat' has the value -30 at place 1", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<CubeStep>(Grid().Place(Arguments(), Samples, other, isStrict: true));
    }

    [Fact]
    public void Other_sizes_dimensions_and_calendars_are_refused()
    {
        CubeInfo[] others =
        [
            Info.With(Info.Axes[0].Slice(0, 2)),
            Info with { Axes = Info.Axes.Add(new Axis("lev", 2)) },
            Info.With(Info.Axes[1] with { Calendar = "noleap" }),
        ];

        var said = others.Select(static other => Assert.Throws<RefusalException>(() => Grid().Place(Arguments(), Samples, other, isStrict: false)).Message).ToArray();

        Assert.Contains("has 3 values; that of the cube has 2", said[0], StringComparison.Ordinal);
        Assert.Contains("'lev' as well", said[1], StringComparison.Ordinal);
        Assert.Contains("another calendar", said[2], StringComparison.Ordinal);
    }

    private static CoordinateGrid Grid() => CoordinateGrid.Of(
        "g", new OphidiaCube("tas", "float", [new OphidiaDimension("lat", "double", 3, IsImplicit: false), new OphidiaDimension("time", "double", 2, IsImplicit: true) { Hierarchy = "oph_time" }], Samples), Info);

    private static OphidiaArguments Arguments(params string[] given) => new(
        CubeManuals.Subset,
        new OphidiaTask("t", "oph_subset", [("cube", "c"), .. given.Select(static pair => (pair.Split('=')[0], pair.Split('=')[1]))], []));
}
