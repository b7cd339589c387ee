using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class Hdf5ReadingTests
{
    internal static readonly Lazy<string> Folder = new(() => PythonFixture.Make("hdf5_files.py"));

    [Fact]
    public void Every_filter_and_type_reads_as_h5py_reads_it()
    {
        using var reader = Open("filters.h5");

        Assert.True(reader.Cubes.Length > 90, $"{reader.Cubes.Length} cubes");
        foreach (var cube in reader.Cubes)
        {
            Assert.True(Expected("filters.h5", cube.Name).SequenceEqual(CubeValues.Whole(reader, cube.Name)), cube.Name);
        }
    }

    [Fact]
    public void Any_region_is_the_same_part_of_the_whole()
    {
        using var reader = Open("filters.h5");
        foreach (var name in new[] { "contiguous_be_f4", "bitshuffle_lz4_u2", "shuffle_gzip_f8", "none_be_i4", "scaleoffset_u2", "holes" })
        {
            using var cube = reader.Open(name);
            var whole = CubeValues.Read(cube, cube.Cube.Whole);
            var property = Prop.ForAll(NetCdfReadingTests.Regions(cube.Cube.Shape).ToArbitrary(), region =>
                CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region)));

            property.QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void Filter_masks_of_single_chunks_are_honoured()
    {
        using var reader = Open("masks.h5");

        Assert.Equal(Expected("masks.h5", "noise"), CubeValues.Whole(reader, "noise"));
        Assert.Equal(Expected("masks.h5", "hand"), CubeValues.Whole(reader, "hand"));
    }

    [Fact]
    public void Zstandard_chunks_need_no_plug_in()
    {
        using var reader = Open("zstd.h5");

        Assert.Equal(Expected("zstd.h5", "v"), CubeValues.Whole(reader, "v"));
    }

    [Fact]
    public void A_file_with_a_user_block_is_found_by_its_content()
    {
        var formats = new DatasetFormats([new Hdf5Format(), new NetCdfFormat()]);

        Assert.Equal("hdf5", formats.Find(PathOf("filters.h5")).Name);
        Assert.Equal("hdf5", formats.Find(PathOf("nexus.nxs")).Name);
    }

    [Fact]
    public void NXdata_gives_axes_and_the_default_cube()
    {
        using var reader = Open("nexus.nxs");

        Assert.Equal("entry/plot/frames", reader.DefaultCube);
        var frames = reader.Cubes.Single(cube => cube.Name is "entry/plot/frames");
        Assert.Equal(["angle", "dim_1", "x"], frames.Axes.Select(axis => axis.Name));
        Assert.Equal("counts", frames.Unit);
        Assert.Equal("deg", frames.Axes[0].Unit);
        Assert.Equal([0, 0.5, 1.5], frames.Axes[0].Coordinates!.ToArray());
        Assert.Equal(new RegularCoordinates(0.5, 1, 5), frames.Axes[2].Coordinates);
        Assert.Equal([0, 1, 1, 2, 2, 3, 3, 4, 4, 5], frames.Axes[2].Bounds.ToArray());
        Assert.Equal(Expected("nexus.nxs", "entry.instrument.detector.frames"), CubeValues.Whole(reader, "entry/plot/frames"));
    }

    [Fact]
    public void Objects_with_several_paths_are_listed_once()
    {
        using var reader = Open("nexus.nxs");

        Assert.Equal(
            ["beside", "complex", "entry/old/data", "entry/plot/frames", "entry/plot/frames_errors"],
            reader.Cubes.Select(cube => cube.Name).Order());
    }

    [Fact]
    public void Old_signal_and_axes_attributes_are_understood()
    {
        using var reader = Open("nexus.nxs");

        var old = reader.Cubes.Single(cube => cube.Name is "entry/old/data");

        Assert.Equal(["p", "q"], old.Axes.Select(axis => axis.Name));
        Assert.Equal([0, 1, 4, 9], old.Axes[1].Coordinates!.ToArray());
    }

    [Fact]
    public void Single_values_and_texts_are_attributes()
    {
        using var reader = Open("nexus.nxs");

        Assert.Equal("Tooth", reader.Attributes.Text("entry/title"));
        Assert.Equal([0.25], reader.Attributes["entry/instrument/detector/distance"]!.Numbers.ToArray());
        Assert.Equal("m", reader.Attributes.Text("entry/instrument/detector/distance@units"));
    }

    [Fact]
    public void Links_are_followed_inside_the_folder_only()
    {
        using var reader = Open("nexus.nxs");

        Assert.Equal([0, 1, 2, 3, 4], CubeValues.Whole(reader, "beside"));
        Assert.Contains(reader.Remarks, remark => remark.Contains("outside.h5", StringComparison.Ordinal) && remark.Contains("not followed", StringComparison.Ordinal));
        Assert.Contains(reader.Remarks, remark => remark.Contains("/etc/passwd", StringComparison.Ordinal) && remark.Contains("not followed", StringComparison.Ordinal));
        Assert.Contains(reader.Remarks, remark => remark.Contains("'ring'", StringComparison.Ordinal));
        Assert.Contains(reader.Remarks, remark => remark.Contains("entry/table", StringComparison.Ordinal));
    }

    private static IDatasetReader Open(string file) => new Hdf5Format().Open(PathOf(file));

    private static string PathOf(string file) => Path.Combine(Folder.Value, file);

    private static double[] Expected(string file, string dataset) => CubeValues.Expected($"{PathOf(file)}.{dataset}.bin");
}
