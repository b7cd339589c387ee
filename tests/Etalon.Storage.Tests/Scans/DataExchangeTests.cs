using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class DataExchangeTests
{
    [Theory]
    [InlineData("plain.h5")]
    [InlineData("placed.h5")]
    [InlineData("silent.h5")]
    [InlineData("sinogram.h5")]
    [InlineData("floats.h5")]
    public void Stacks_are_read_as_h5py_wrote_them(string file)
    {
        using var reader = NxTomoTests.Open(file);

        Assert.Equal(["projections", "flats", "darks"], reader.Cubes.Take(3).Select(cube => cube.Name));
        foreach (var cube in reader.Cubes.Take(3))
        {
            ScanFiles.RequireSame(reader, NxTomoTests.PathOf(file), cube.Name);
        }
    }

    [Fact]
    public void Axes_and_attributes_say_what_the_file_says()
    {
        using var reader = NxTomoTests.Open("plain.h5");

        Assert.Equal([0, 30, 60, 90, 120, 150], reader.Coordinates("projections", "angle")!, NxTomoTests.Near);
        Assert.Equal("um", reader.Cube("projections").Axes[2].Unit);
        Assert.Equal([0, 1.3, 2.6], reader.Coordinates("flats", "x")![..3], NxTomoTests.Near);
        Assert.Equal([20], reader.Cube("projections").Attributes["energy"]!.Numbers.ToArray());
    }

    [Fact]
    public void Flats_and_darks_are_taken_when_the_file_says()
    {
        using var planned = NxTomoTests.Open("plain.h5");
        using var placed = NxTomoTests.Open("placed.h5");
        using var silent = NxTomoTests.Open("silent.h5");

        Assert.Equal([-0.5, -0.5, 5.5, 5.5], planned.Coordinates("flats", "flat")!);
        Assert.Equal([5.5, 5.5], planned.Coordinates("darks", "dark")!);
        Assert.Equal([-0.5, -0.5, 2.5, 5.5], placed.Coordinates("flats", "flat")!);
        Assert.Equal([-0.5, -0.5], placed.Coordinates("darks", "dark")!);
        Assert.Equal([-0.5, -0.5, -0.5, -0.5], silent.Coordinates("flats", "flat")!);
        Assert.True(silent.Remarks("does not say when the 4 frames of 'exchange/data_white'"));
        Assert.False(planned.Remarks("does not say when"));
    }

    [Fact]
    public void Without_theta_operators_must_ask()
    {
        using var reader = NxTomoTests.Open("silent.h5");

        Assert.Null(reader.Coordinates("projections", "angle"));
        Assert.True(reader.Remarks("'exchange/theta'"));
    }

    [Fact]
    public void Degrees_need_no_unit_where_radians_make_no_sense()
    {
        using var reader = NxTomoTests.Open("no_unit.h5");

        Assert.Equal("deg", reader.Cube("projections").Axes[0].Unit);
        Assert.True(reader.Remarks("taken as degrees"));
    }

    [Theory]
    [InlineData("short_theta.h5", "4 entries")]
    [InlineData("other_size.h5", "6 rows")]
    public void A_file_that_contradicts_itself_is_refused_by_name(string file, string said)
    {
        var refusal = Assert.Throws<RefusalException>(() => NxTomoTests.Open(file));

        Assert.Equal("contradictory-metadata", refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }
}
