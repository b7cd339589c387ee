using Etalon.Cubes;

namespace Etalon.Pictures.Tests;

public sealed class ImagePictureTests
{
    private static readonly Axis Row = Slices.Axis("row", 64, -32, 1, "um");
    private static readonly Axis Column = Slices.Axis("column", 100, -50, 1, "um");

    [Fact]
    public void Every_sample_has_its_pixels_and_missing_ones_a_colour_of_their_own()
    {
        var numbers = Slices.Numbers(64, 100, (row, column) => row == 5 && column == 7 ? double.NaN : column / 99.0);

        var picture = Slices.Draw(numbers, Row, Column, new PictureOptions { Size = 200, Range = "0:1" });

        Assert.Equal((200, 128), (picture.Frame.Width, picture.Frame.Height));
        var (left, top) = (picture.Frame.Left, picture.Frame.Top);
        var pixels = Pillow.At(picture.Bytes, (left, top), (left + 199, top + 127), (left + 15, top + 11), (left + 13, top + 11), (left + 99, top + 64), (left - 1, top));
        Assert.Equal(new Colour(0, 0, 0), pixels[0]);
        Assert.Equal(new Colour(255, 255, 255), pixels[1]);
        Assert.Equal(ColourMap.Of("grey").Missing, pixels[2]);
        Assert.Equal(ColourMap.Of("grey").At(6 / 99.0), pixels[3]);
        Assert.Equal(ColourMap.Of("grey").At(49 / 99.0), pixels[4]);
        Assert.Equal(Colour.Ink, pixels[5]);
    }

    [Fact]
    public void The_scale_bar_is_as_long_as_it_says()
    {
        var picture = Slices.Draw(Slices.Numbers(64, 100, (row, _) => row), Row, Column, new PictureOptions { Size = 400 });

        Assert.Equal("20 µm", picture.Bar!.Value.Text);
        Assert.Equal(80, picture.Bar.Value.Pixels, 1e-9);
        var longest = Pillow.Look(picture.Bytes, $$"""
            below = (pixels[{{picture.Frame.Top + picture.Frame.Height + 1}}:, :{{picture.Frame.Left + picture.Frame.Width}}] == 24).all(axis=2) | (pixels[{{picture.Frame.Top + picture.Frame.Height + 1}}:, :{{picture.Frame.Left + picture.Frame.Width}}] == [24, 24, 27]).all(axis=2)
            best = 0
            for row in below:
                run = 0
                for dark in row:
                    run = run + 1 if dark else 0
                    best = max(best, run)
            print(best)
            """);
        Assert.Equal(80, (int)longest);
    }

    [Theory]
    [InlineData(3.25e-3, "mm", 2048, 800, "1 mm")]
    [InlineData(0.5, "nm", 300, 300, "20 nm")]
    [InlineData(30, "m", 5000, 1000, "20 km")]
    [InlineData(65e-7, "cm", 100, 100, "1 µm")]
    public void The_scale_bar_chooses_a_round_length_and_a_unit_that_fits(double pitch, string unit, long samples, int pixels, string text)
    {
        var bar = ScaleBar.Of(new AxisScale(Slices.Axis("x", samples, 0, pitch, unit)), samples, pixels)!.Value;

        Assert.Equal(text, bar.Text);
        Assert.InRange(bar.Pixels, 0.09 * pixels, 0.25 * pixels);
    }

    [Fact]
    public void An_axis_that_is_no_length_has_no_scale_bar() =>
        Assert.Null(ScaleBar.Of(new AxisScale(Slices.Axis("angle", 100, 0, 0.1, "degree")), 100, 100));

    [Fact]
    public void Pixels_that_are_higher_than_wide_stay_so()
    {
        var tall = Slices.Axis("y", 64, 0, 3, "um");

        var picture = Slices.Draw(Slices.Numbers(64, 100, (row, _) => row), tall, Column, new PictureOptions { Size = 400 });

        Assert.Equal(1.92, (double)picture.Frame.Height / picture.Frame.Width, 0.01);
    }

    [Fact]
    public void The_north_is_up()
    {
        var picture = Slices.Draw(
            Slices.Numbers(18, 36, (row, _) => row), Slices.Axis("lat", 18, -85, 10, "degrees_north"), Slices.Axis("lon", 36, 5, 10, "degrees_east"),
            new PictureOptions { Size = 360, Bare = true, Range = "0:17" });

        Assert.Equal([new Colour(255, 255, 255), new Colour(0, 0, 0)], Pillow.At(picture.Bytes, (0, 0), (0, picture.Height - 1)));
    }

    [Fact]
    public void A_large_slice_is_averaged_and_a_bare_picture_is_nothing_but_the_image()
    {
        var picture = Slices.Draw(
            Slices.Numbers(400, 400, (row, column) => (row + column) % 2), new Axis("row", 400), new Axis("column", 400),
            new PictureOptions { Size = 200, Bare = true, Range = "0:1" });

        Assert.Equal((200, 200), (picture.Width, picture.Height));
        var colours = Pillow.Look(picture.Bytes, "print(json.dumps(np.unique(pixels).tolist()))");
        Assert.Equal([128], colours.AsArray().Select(value => (int)value!));
    }

    [Theory]
    [InlineData(31)]
    [InlineData(4097)]
    public void A_size_that_shows_nothing_or_fills_the_memory_is_refused(int size) =>
        Assert.Equal("bad-size", Assert.Throws<RefusalException>(() => new PictureOptions { Size = size }.Check()).Code);

    [Fact]
    public void A_number_and_a_volume_are_no_pictures()
    {
        var number = new CubeInfo("n", [new Axis("x", 1)], SampleType.Float32);
        var volume = new CubeInfo("v", [new Axis("y", 5), new Axis("row", 6), new Axis("column", 7)], SampleType.Float32);

        Assert.Equal("no-picture", Assert.Throws<RefusalException>(() => SliceAxes.Of(number)).Code);
        Assert.Contains("--region y=2", Assert.Throws<RefusalException>(() => SliceAxes.Of(volume)).Help, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_below_the_title_says_where_the_slice_lies()
    {
        var sweep = new Axis("centre", 3) { Coordinates = new ExplicitCoordinates([510.5, 511, 511.5]), Unit = "pixel" };
        var season = new Axis("season", 2) { Coordinates = new LabelCoordinates(["dry", "wet"]) };
        var whole = new CubeInfo("v", [sweep, season, new Axis("y", 9), Row, Column], SampleType.Float32);
        var slice = whole with { Axes = [sweep.Slice(1, 1), season.Slice(1, 1), whole.Axes[2].Slice(4, 1), Row, Column] };

        Assert.Equal("centre = 511 pixel, season = wet, y 4", SliceAxes.Of(slice).Places(whole, [1, 1, 4, 0, 0]));
    }
}
