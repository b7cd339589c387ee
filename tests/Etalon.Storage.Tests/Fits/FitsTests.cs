using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class FitsTests
{
    internal static readonly Lazy<string> Folder = new(() => PythonFixture.Make("fits_files.py"));

    [Theory]
    [InlineData("type_u1", "uint8")]
    [InlineData("type_i1", "int8")]
    [InlineData("type_i2", "int16")]
    [InlineData("type_u2", "uint16")]
    [InlineData("type_i4", "int32")]
    [InlineData("type_u4", "uint32")]
    [InlineData("type_i8", "int64")]
    [InlineData("type_u8", "uint64")]
    [InlineData("type_f4", "float32")]
    [InlineData("type_f8", "float64")]
    [InlineData("rice_u2", "uint16")]
    [InlineData("rice_i4", "int32")]
    [InlineData("gzip_u1", "uint8")]
    [InlineData("gzip2_i4", "int32")]
    [InlineData("gzip_u4", "uint32")]
    [InlineData("plio_i2", "int16")]
    [InlineData("hcompress_i2", "int16")]
    [InlineData("rice_f4", "float32")]
    [InlineData("gzip_f4", "float32")]
    [InlineData("gzip_f8", "float64")]
    [InlineData("blank", "int16")]
    [InlineData("blank_unsigned", "uint16")]
    public void Samples_are_what_astropy_reads(string file, string type)
    {
        using var reader = KnownFormats.Create().Open(PathOf(file));

        Assert.Equal(type, Assert.Single(reader.Cubes).Type.Name());
        Assert.Equal(Expected(file), CubeValues.Whole(reader, "image"));
    }

    [Theory]
    [InlineData("scaled_i2_0.01", "float32", 1e-7)]
    [InlineData("scaled_u1_2", "float32", 0)]
    [InlineData("scaled_i4_0.5", "float64", 0)]
    [InlineData("scaled_f4_3", "float32", 1e-6)]
    [InlineData("scaled_i2_1", "float32", 0)]
    public void Scaled_samples_are_floats_and_blank_ones_are_missing(string file, string type, double tolerance)
    {
        using var reader = KnownFormats.Create().Open(PathOf(file));

        Assert.Equal(type, Assert.Single(reader.Cubes).Type.Name());
        Assert.Null(reader.Cubes[0].Missing);
        Assert.Equal(Expected(file), CubeValues.Whole(reader, "image"), (a, b) => a.Equals(b) || Math.Abs(a - b) <= tolerance * Math.Abs(a));
    }

    [Theory]
    [InlineData("type_u2")]
    [InlineData("scaled_i2_0.01")]
    [InlineData("rice_u2")]
    [InlineData("gzip2_i4")]
    [InlineData("rice_f4")]
    public void Any_region_is_that_part_of_the_whole(string file)
    {
        using var reader = new FitsFormat().Open(PathOf(file));
        using var cube = reader.Open("image");
        long[] shape = [.. cube.Cube.Shape];
        var whole = CubeValues.Read(cube, cube.Cube.Whole);
        Prop.ForAll(NetCdfReadingTests.Regions(cube.Cube.Shape).ToArbitrary(), box => CubeValues.Cut(whole, shape, box).SequenceEqual(CubeValues.Read(cube, box))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Several_threads_decode_tiles_of_one_cube()
    {
        using var reader = new FitsFormat().Open(PathOf("rice_u2"));
        using var cube = reader.Open("image");
        var expected = Expected("rice_u2");

        Parallel.For(0, 60, i =>
        {
            var region = cube.Cube.Whole.With(0, i % 3, 1);
            Assert.Equal(expected.Skip(i % 3 * 37 * 53).Take(37 * 53), CubeValues.Read(cube, region));
        });
    }

    [Fact]
    public void Linear_axes_get_coordinates_and_the_sky_does_not()
    {
        using var reader = new FitsFormat().Open(PathOf("coordinates"));

        var axes = reader.Cubes[0].Axes;

        Assert.Equal(["NAXIS3", "NAXIS2", "NAXIS1"], axes.Select(axis => axis.Name));
        Assert.Equal(["mm", "", "Hz"], axes.Select(axis => axis.Unit));
        Assert.Equal([0, 0.25, 0.5, 0.75], axes[0].Coordinates!.ToArray());
        Assert.Null(axes[1].Coordinates);
        Assert.Equal(Enumerable.Range(-2, 6).Select(i => 1.42e9 + (i * 25e3)), axes[2].Coordinates!.ToArray());
        Assert.Equal(("FREQ", "frequency"), (axes[2].Attributes.Text("CTYPE"), axes[2].Attributes.Text("long_name")));
        Assert.Equal("RA---TAN", reader.Cubes[0].Attributes.Text("CTYPE2"));
    }

    [Fact]
    public void Axes_that_a_matrix_mixes_keep_their_index()
    {
        using var reader = new FitsFormat().Open(PathOf("turned"));

        var axes = reader.Cubes[0].Axes;

        Assert.Equal([1, 3, 5, 7], axes[0].Coordinates!.ToArray());
        Assert.Null(axes[1].Coordinates);
        Assert.Null(axes[2].Coordinates);
    }

    [Fact]
    public void Keywords_are_attributes()
    {
        using var reader = new FitsFormat().Open(PathOf("coordinates"));

        var cube = reader.Cubes[0];

        Assert.Equal("K", cube.Unit);
        Assert.Equal("Effelsberg 100m", cube.Attributes.Text("TELESCOP"));
        Assert.Equal("it's / here", cube.Attributes.Text("QUOTED"));
        Assert.Equal(string.Concat(Enumerable.Repeat("word ", 30)) + "end", cube.Attributes.Text("LONGTEXT"));
        Assert.Equal("wide", cube.Attributes.Text("ESO INS MODE"));
        Assert.Equal(12.5, Assert.Single(cube.Attributes["EXPTIME"]!.Numbers));
        Assert.Equal("T", cube.Attributes.Text("GOOD"));
        Assert.Equal("12345678901234567", cube.Attributes.Text("COUNTS"));
        Assert.Equal("first\nsecond", cube.Attributes.Text("HISTORY"));
        Assert.Equal(1, Assert.Single(cube.Attributes["HDU"]!.Numbers));
        Assert.DoesNotContain(cube.Attributes, pair => pair.Key is "SIMPLE" or "NAXIS1" or "BITPIX" or "BUNIT" or "CRPIX1");
    }

    [Fact]
    public void Keywords_of_encoded_images_do_not_speak_of_the_encoding()
    {
        using var reader = new FitsFormat().Open(PathOf("rice_i2"));

        Assert.Equal("SCI", reader.Cubes[0].Name);
        Assert.Equal(["HDU"], reader.Cubes[0].Attributes.Select(pair => pair.Key));
        Assert.Equal("Edwin", reader.Attributes.Text("OBSERVER"));
        Assert.Equal(Expected("rice_i2", "SCI"), CubeValues.Whole(reader, "SCI"));
    }

    [Fact]
    public void Every_image_is_a_cube_and_tables_are_remarks()
    {
        using var reader = new FitsFormat().Open(PathOf("parts"));

        Assert.Equal(["SCI", "SCI_2", "A_.._B", "image6", "SCI_hdu7"], reader.Cubes.Select(cube => cube.Name));
        Assert.Equal([2, 4, 5, 6, 7], reader.Cubes.Select(cube => cube.Attributes["HDU"]!.Numbers[0]));
        Assert.Contains(reader.Remarks, remark => remark.Contains("'EVENTS'", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(4, 12).Select(i => (double)i), CubeValues.Whole(reader, "SCI_hdu7"));
    }

    [Theory]
    [InlineData("table.fits", "no-image", "tables")]
    [InlineData("nothing.fits", "no-image", "no image")]
    [InlineData("zipped.fits.gz", "zipped-file", "gzip")]
    public void What_holds_no_image_is_refused(string file, string code, string said)
    {
        var refusal = Assert.Throws<RefusalException>(() => KnownFormats.Create().Open(Path.Combine(Folder.Value, file)));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    private static string PathOf(string file) => Path.Combine(Folder.Value, file + ".fits");

    private static double[] Expected(string file, string cube = "image") => CubeValues.Expected($"{PathOf(file)}.{cube}.bin");
}
