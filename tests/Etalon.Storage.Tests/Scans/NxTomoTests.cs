using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class NxTomoTests
{
    private static readonly string[] Roles = ["projections", "flats", "darks"];

    private static readonly int[] ProjectionFrames = [2, 3, 5, 7, 8, 9];

    internal static readonly Lazy<string> Folder = new(() => PythonFixture.Make("scan_hdf5.py"));

    [Theory]
    [InlineData("plain.nx")]
    [InlineData("big_endian.nx")]
    [InlineData("chunked.nx")]
    [InlineData("bytes.nx")]
    [InlineData("sinograms.nx")]
    [InlineData("last.nx")]
    [InlineData("named.nx")]
    [InlineData("swapped.nx")]
    [InlineData("virtual.nx")]
    [InlineData("subentry.nx")]
    [InlineData("undefined.nx")]
    [InlineData("two.nx")]
    [InlineData("control.nx")]
    public void Frames_are_split_by_their_keys_as_numpy_splits_them(string file)
    {
        using var reader = Open(file);

        foreach (var cube in Roles.Where(name => new FileInfo($"{PathOf(file)}.{name}.bin").Length > 0))
        {
            ScanFiles.RequireSame(reader, PathOf(file), cube);
            Assert.Equal("y", reader.Cube(cube).Axes[1].Name);
            Assert.Equal("x", reader.Cube(cube).Axes[2].Name);
        }

        Assert.Equal("projections", reader.DefaultCube);
        Assert.Equal("projections", reader.Cubes[0].Name);
    }

    [Theory]
    [InlineData("plain.nx")]
    [InlineData("big_endian.nx")]
    [InlineData("chunked.nx")]
    [InlineData("sinograms.nx")]
    [InlineData("swapped.nx")]
    [InlineData("virtual.nx")]
    public void Any_region_is_the_same_part_of_the_whole(string file)
    {
        using var reader = Open(file);
        foreach (var name in new[] { "projections", "flats" })
        {
            using var cube = reader.Open(name);
            var whole = CubeValues.Read(cube, cube.Cube.Whole);
            var property = Prop.ForAll(NetCdfReadingTests.Regions(cube.Cube.Shape).ToArbitrary(), region =>
                CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region)));

            property.QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void Axes_and_attributes_say_what_the_file_says()
    {
        using var reader = Open("plain.nx");

        var cube = reader.Cube("projections");
        Assert.Equal(["angle", "y", "x"], cube.Axes.Select(axis => axis.Name));
        Assert.Equal(["deg", "mm", "um"], cube.Axes.Select(axis => axis.Unit));
        Assert.Equal(SampleType.UInt16, cube.Type);
        var step = 180 / 11.0;
        Assert.Equal(ProjectionFrames.Select(frame => frame * step), reader.Coordinates("projections", "angle")!, Near);
        Assert.Equal([0, 0.65, 1.3], reader.Coordinates("projections", "x")![..3], Near);
        Assert.Equal(0.7e-3, reader.Coordinates("flats", "y")![1], 12);
        Assert.Equal([25.5], cube.Attributes["energy"]!.Numbers.ToArray());
        Assert.Equal("keV", cube.Attributes.Text("energy@units"));
        Assert.Equal([0.25], cube.Attributes["distance"]!.Numbers.ToArray());
        Assert.Equal("m", cube.Attributes.Text("distance@units"));
        Assert.Equal("A tooth", cube.Attributes.Text("title"));
    }

    [Fact]
    public void Flats_and_darks_know_when_they_were_taken()
    {
        using var reader = Open("plain.nx");

        // Keys 2 1 0 0 3 0 1 0 0 0 1 2: before the first, between the third and the fourth, after the last of six.
        Assert.Equal([-0.5, 2.5, 5.5], reader.Coordinates("flats", "flat")!);
        Assert.Equal([-0.5, 5.5], reader.Coordinates("darks", "dark")!);
        Assert.Equal("1", reader.Cube("flats").Axes[0].Unit);
        Assert.True(reader.Remarks("1 of 12 frames"));
    }

    [Fact]
    public void Other_cubes_follow_and_the_stack_is_not_shown_twice()
    {
        using var reader = Open("plain.nx");

        Assert.Equal(["projections", "flats", "darks"], reader.Cubes.Take(3).Select(cube => cube.Name));
        Assert.Contains("other/table", reader.Cubes.Select(cube => cube.Name));
        Assert.DoesNotContain("entry/instrument/detector/data", reader.Cubes.Select(cube => cube.Name));
        Assert.Equal([0, 1, 2, 3, 4, 5], CubeValues.Whole(reader, "other/table"));
        Assert.Equal("unknown-cube", Assert.Throws<RefusalException>(() => reader.Open("entry/instrument/detector/data")).Code);
    }

    [Fact]
    public void Of_several_scans_the_default_comes_first()
    {
        using var reader = Open("two.nx");

        ScanFiles.RequireSame(reader, PathOf("two.nx"), "entry0000/projections", "first");
        Assert.True(reader.Remarks("2 scans"));
    }

    [Fact]
    public void Frames_of_the_control_list_are_left_out()
    {
        using var reader = Open("control.nx");

        Assert.Equal(4, reader.Cube("projections").Axes[0].Length);
        Assert.True(reader.Remarks("5 of 12 frames"));
    }

    [Theory]
    [InlineData("short_keys.nx", "contradictory-metadata", "10")]
    [InlineData("odd_angles.nx", "contradictory-metadata", "11 angles")]
    [InlineData("bad_key.nx", "bad-image-key", "frame 4")]
    public void A_file_that_contradicts_itself_is_refused_by_name(string file, string code, string said)
    {
        var refusal = Assert.Throws<RefusalException>(() => Open(file));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_angles.nx", "has no angles")]
    [InlineData("no_unit.nx", "degrees or radians")]
    [InlineData("wrong_unit.nx", "'mm'")]
    [InlineData("unknown_angle.nx", "angle of projection 2 of 6")]
    public void Angles_that_are_not_known_are_not_guessed(string file, string said)
    {
        using var reader = Open(file);

        Assert.Null(reader.Coordinates("projections", "angle"));
        Assert.True(reader.Remarks(said));
        Assert.True(reader.Remarks("set-angles"));
    }

    [Fact]
    public void What_only_one_reading_allows_is_read_so_with_a_remark()
    {
        using var degrees = Open("degrees_without_unit.nx");
        using var projections = Open("projection_angles.nx");

        Assert.Equal("deg", degrees.Cube("projections").Axes[0].Unit);
        Assert.True(degrees.Remarks("taken as degrees"));
        Assert.Equal([0, 36, 72, 108, 144, 180], projections.Coordinates("projections", "angle")!, Near);
        Assert.True(projections.Remarks("one angle for each of 6 projections"));
    }

    [Fact]
    public void A_pixel_size_without_unit_is_none()
    {
        using var reader = Open("pixel_without_unit.nx");

        Assert.Null(reader.Coordinates("projections", "x"));
        Assert.True(reader.Remarks("'x_pixel_size' has no unit"));
    }

    [Theory]
    [InlineData("plain.nx", false)]
    [InlineData("named.nx", false)]
    [InlineData("swapped.nx", false)]
    [InlineData("sinograms.nx", true)]
    [InlineData("last.nx", true)]
    public void An_unusual_order_of_axes_that_nothing_names_is_told(string file, bool isTold)
    {
        using var reader = Open(file);

        Assert.Equal(isTold, reader.Remarks("does not name its axes"));
    }

    [Fact]
    public void Without_keys_nothing_is_split()
    {
        using var reader = Open("no_keys.nx");

        Assert.Equal(["entry/instrument/detector/data"], reader.Cubes.Select(cube => cube.Name));
        Assert.True(reader.Remarks("image_key"));
    }

    [Fact]
    public void A_truncated_scan_is_refused_wherever_it_ends()
    {
        const int cuts = 40;
        var whole = File.ReadAllBytes(PathOf("plain.nx"));
        var cut = WrittenCubes.FreshPath("cut.nx");
        for (var i = 0; i < cuts; i++)
        {
            File.WriteAllBytes(cut, whole[..(int)((long)(whole.Length - 4) * i / cuts)]);

            var refusal = Assert.Throws<RefusalException>(() => ReadAll(cut));

            Assert.True(refusal.Code is "corrupt-file" or "unknown-format", refusal.Code);
        }
    }

    internal static bool Near(double left, double right) => Math.Abs(left - right) <= 1e-12 * Math.Max(1, Math.Abs(right));

    internal static IDatasetReader Open(string file) => KnownFormats.Create().Open(PathOf(file));

    internal static string PathOf(string file) => Path.Combine(Folder.Value, file);

    private static void ReadAll(string path)
    {
        using var reader = KnownFormats.Create().Open(path);
        foreach (var cube in reader.Cubes)
        {
            _ = CubeValues.Whole(reader, cube.Name);
        }
    }
}
