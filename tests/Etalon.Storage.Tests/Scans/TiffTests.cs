using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class TiffTests
{
    private static readonly Lazy<string> Folder = new(() => PythonFixture.Make("scan_tiff.py"));

    [Theory]
    [InlineData("type_u1", "uint8")]
    [InlineData("type_i1", "int8")]
    [InlineData("type_u2", "uint16")]
    [InlineData("type_i2", "int16")]
    [InlineData("type_u4", "uint32")]
    [InlineData("type_i4", "int32")]
    [InlineData("type_f2", "float16")]
    [InlineData("type_f4", "float32")]
    [InlineData("type_f8", "float64")]
    [InlineData("big_endian", "uint16")]
    [InlineData("big_endian_float", "float32")]
    [InlineData("bigtiff", "uint16")]
    [InlineData("strips", "uint16")]
    [InlineData("tiles", "uint16")]
    [InlineData("deflate", "uint16")]
    [InlineData("deflate_tiles", "float32")]
    [InlineData("deflate_big_endian", "uint16")]
    [InlineData("lzma", "uint16")]
    [InlineData("imagej", "uint16")]
    public void Pages_are_read_as_tifffile_wrote_them(string file, string type)
    {
        using var reader = Open(file + ".tif");

        ScanFiles.RequireSame(reader, PathOf(file + ".tif"), "frames");
        Assert.Equal(["frame", "y", "x"], reader.Cubes[0].Axes.Select(axis => axis.Name));
        Assert.Equal(type, reader.Cubes[0].Type.Name());
    }

    [Theory]
    [InlineData("lzw")]
    [InlineData("lzw_predictor")]
    [InlineData("lzw_float")]
    [InlineData("packbits")]
    [InlineData("adobe")]
    [InlineData("scattered")]
    public void A_single_page_is_a_picture_and_every_scheme_is_decoded(string file)
    {
        using var reader = Open(file + ".tif");

        ScanFiles.RequireSame(reader, PathOf(file + ".tif"), "picture");
        Assert.Equal(["y", "x"], reader.Cubes[0].Axes.Select(axis => axis.Name));
    }

    [Theory]
    [InlineData("strips.tif", "frames")]
    [InlineData("big_endian.tif", "frames")]
    [InlineData("deflate.tif", "frames")]
    [InlineData("deflate_tiles.tif", "frames")]
    [InlineData("tiles.tif", "frames")]
    [InlineData("lzw.tif", "picture")]
    [InlineData("scattered.tif", "picture")]
    [InlineData("imagej.tif", "frames")]
    [InlineData("names", "projections")]
    [InlineData("folders", "projections")]
    [InlineData("pages", "projections")]
    public void Any_region_is_the_same_part_of_the_whole(string file, string name)
    {
        using var reader = Open(file);
        using var cube = reader.Open(name);
        var whole = CubeValues.Read(cube, cube.Cube.Whole);
        var property = Prop.ForAll(NetCdfReadingTests.Regions(cube.Cube.Shape).ToArbitrary(), region =>
            CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region)));

        property.QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("names", new[] { "projections", "flats", "darks" })]
    [InlineData("folders", new[] { "projections", "flats", "darks" })]
    [InlineData("rest", new[] { "projections", "flats" })]
    [InlineData("slices", new[] { "frames" })]
    [InlineData("pages", new[] { "projections", "darks" })]
    public void A_folder_is_sorted_by_names_and_counted_as_people_count(string folder, string[] cubes)
    {
        using var reader = Open(folder);

        Assert.Equal(cubes, reader.Cubes.Select(cube => cube.Name));
        Assert.Equal("tiff", KnownFormats.Create().Find(PathOf(folder)).Name);
        foreach (var cube in cubes)
        {
            ScanFiles.RequireSame(reader, PathOf(folder), cube);
        }

        Assert.Null(reader.Cubes[0].Axes[0].Coordinates);
        Assert.True(reader.Remarks("set-angles"));
    }

    [Fact]
    public void Flats_of_a_folder_are_taken_when_its_names_say()
    {
        using var said = Open("folders");
        using var unsaid = Open("names");

        Assert.Equal([-0.5, -0.5, 6.5, 6.5, 6.5], said.Coordinates("flats", "flat")!);
        Assert.Equal([-0.5, -0.5, -0.5], unsaid.Coordinates("flats", "flat")!);
        Assert.True(unsaid.Remarks("No name says when the flats were taken"));
        Assert.Equal(["angle", "y", "x"], said.Cube("projections").Axes.Select(axis => axis.Name));
    }

    [Fact]
    public void The_projections_that_only_the_flats_betray_get_a_remark()
    {
        using var reader = Open("rest");

        Assert.True(reader.Remarks("'tooth_001.tif' and 4 more"));
    }

    [Fact]
    public void Missing_numbers_get_a_remark_and_steps_do_not()
    {
        using var gap = Open("gap");
        using var steps = Open("slices");

        Assert.True(gap.Remarks("missing between 'proj_2.tif' and 'proj_4.tif'"));
        Assert.False(steps.Remarks("missing"));
    }

    [Theory]
    [InlineData("loop", "corrupt-file")]
    [InlineData("absurd", "corrupt-file")]
    [InlineData("short", "corrupt-file")]
    [InlineData("many_strips", "corrupt-file")]
    [InlineData("nothing", "corrupt-file")]
    [InlineData("bomb", "chunk-too-large")]
    [InlineData("one_bit", "unsupported-tiff")]
    [InlineData("odd_scheme", "unsupported-tiff")]
    [InlineData("colour", "unsupported-tiff")]
    public void What_lies_or_is_no_grey_picture_is_refused(string file, string code)
    {
        var refusal = Assert.Throws<RefusalException>(() => ReadAll(PathOf(file + ".tif")));

        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData("turned", "contradictory-metadata", "proj_2.tif")]
    [InlineData("unlike", "contradictory-metadata", "darks")]
    [InlineData("outside", "link-outside", "proj_3.tif")]
    public void A_folder_whose_files_do_not_belong_together_is_refused(string folder, string code, string said)
    {
        var refusal = Assert.Throws<RefusalException>(() => ReadAll(PathOf(folder)));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("strips.tif")]
    [InlineData("deflate.tif")]
    [InlineData("lzw.tif")]
    [InlineData("imagej.tif")]
    public void A_truncated_file_is_refused_or_shows_what_is_there(string file)
    {
        const int cuts = 60;
        var whole = File.ReadAllBytes(PathOf(file));
        using var folder = new TempFolder();
        for (var i = 0; i < cuts; i++)
        {
            File.WriteAllBytes(folder["cut.tif"], whole[..(int)((long)(whole.Length - 4) * i / cuts)]);

            var error = Record.Exception(() => ReadAll(folder["cut.tif"]));

            Assert.True(error is RefusalException || (error is null && file is "imagej.tif"), $"{file} cut {i}: {error}");
        }
    }

    [Theory]
    [InlineData("strips.tif")]
    [InlineData("lzw.tif")]
    [InlineData("deflate_tiles.tif")]
    public void A_damaged_file_is_read_or_refused_but_never_crashes(string file)
    {
        const int trials = 300;
        var whole = File.ReadAllBytes(PathOf(file));
        using var folder = new TempFolder();
        var random = new Random(8);
        for (var trial = 0; trial < trials; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i <= trial % 5; i++)
            {
                bytes[random.Next(4, trial % 2 == 0 ? Math.Min(400, bytes.Length) : bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(folder["damaged.tif"], bytes);
            var error = Record.Exception(() => ReadAll(folder["damaged.tif"]));

            Assert.True(error is null or RefusalException, $"trial {trial}: {error}");
        }
    }

    [Fact]
    public void Threads_may_read_one_stack_at_once()
    {
        using var reader = Open("folders");
        using var cube = reader.Open("projections");
        var expected = CubeValues.Expected(PathOf("folders") + ".projections.bin");

        Parallel.For(0, 64, _ => Assert.Equal(expected, CubeValues.Read(cube, cube.Cube.Whole)));
    }

    [Fact]
    public void Flats_in_a_folder_that_is_called_after_the_measurement_are_flats()
    {
        var groups = FrameGroup.Sort("/s", ["/s/tomo_1/dark_1.tif", "/s/tomo_1/flat_after_1.tif", "/s/tomo_1/tooth_1.tif", "/s/tomo_1/tooth_2.tif"]);

        Assert.Equal(["darks 1", "flats 1", "projections 2"], groups.Select(group => $"{group.Name} {group.Files.Length}"));
        Assert.False(groups[1].IsBefore);
        Assert.Equal("projections", Assert.Single(FrameGroup.Sort("/s", ["/s/proj/white_rat_1.tif", "/s/proj/white_rat_2.tif"])).Name);
        Assert.Equal("flats", Assert.Single(FrameGroup.Sort("/s", ["/s/flats/tomo_1.tif", "/s/flats/tomo_2.tif"])).Name);
    }

    [Fact]
    public void Numbers_are_sorted_by_value()
    {
        string[] names = ["b10", "b9", "a2b10", "a2b9", "b", "b09", "a10"];

        Assert.Equal(["a2b9", "a2b10", "a10", "b", "b09", "b9", "b10"], names.Order(NaturalOrder.Instance));
    }

    [Theory]
    [InlineData("flat_0001.tif", "flats")]
    [InlineData("WhiteField_2", "flats")]
    [InlineData("refHST0000.edf", "flats")]
    [InlineData("sample_ref_01", "flats")]
    [InlineData("refined_01", null)]
    [InlineData("darkend0000.edf", "darks")]
    [InlineData("tomo_dark_1", "darks")]
    [InlineData("radiograph7", "projections")]
    [InlineData("tooth", null)]
    public void Names_say_what_frames_are(string name, string? role) => Assert.Equal(role, FrameRole.Of(name));

    private static IDatasetReader Open(string file) => KnownFormats.Create().Open(PathOf(file));

    private static string PathOf(string file) => Path.Combine(Folder.Value, file);

    private static void ReadAll(string path)
    {
        using var reader = KnownFormats.Create().Open(path);
        foreach (var cube in reader.Cubes)
        {
            using var open = reader.Open(cube.Name);
            if (cube.Bytes < 1 << 20)
            {
                _ = CubeValues.Read(open, cube.Whole);
            }
        }
    }
}
