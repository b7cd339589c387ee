using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class VirtualDatasetTests
{
    private static readonly Lazy<string> Folder = new(() => Path.Combine(Hdf5ReadingTests.Folder.Value, "virtual"));

    [Theory]
    [InlineData("joined")]
    [InlineData("striped")]
    [InlineData("crop")]
    [InlineData("missing")]
    [InlineData("own")]
    [InlineData("printf")]
    public void Pieces_are_joined_as_the_library_joins_them(string name)
    {
        using var reader = Open();

        Assert.Equal(CubeValues.Expected($"{PathOf("master.h5")}.{name}.bin"), CubeValues.Whole(reader, name));
    }

    [Theory]
    [InlineData("joined")]
    [InlineData("striped")]
    [InlineData("crop")]
    public void Any_region_is_the_same_part_of_the_whole(string name)
    {
        using var reader = Open();
        using var cube = reader.Open(name);
        var whole = CubeValues.Read(cube, cube.Cube.Whole);
        var property = Prop.ForAll(NetCdfReadingTests.Regions(cube.Cube.Shape).ToArbitrary(), region =>
            CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region)));

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_source_outside_the_folder_is_shown_but_never_followed()
    {
        using var reader = Open();

        Assert.Contains(reader.Remarks, remark => remark.Contains("'away'", StringComparison.Ordinal));
        var refusal = Assert.Throws<RefusalException>(() => reader.Open("away"));
        Assert.Equal("outside-folder", refusal.Code);
    }

    [Fact]
    public void A_link_out_of_the_folder_does_not_help()
    {
        var folder = Directory.CreateTempSubdirectory("etalon-link-").FullName;
        var tree = new FolderTree(PathOf("master.h5"));
        var link = Path.Combine(Folder.Value, "sly.h5");
        File.CreateSymbolicLink(link, Path.Combine(Hdf5ReadingTests.Folder.Value, "nexus.nxs"));

        Assert.True(tree.Leaves(PathOf("master.h5"), "sly.h5"));
        Assert.Null(tree.Resolve(PathOf("master.h5"), "sly.h5"));
        Assert.NotNull(tree.Resolve(PathOf("master.h5"), "other.h5"));
        File.Delete(link);
        Directory.Delete(folder);
    }

    private static IDatasetReader Open() => new Hdf5Format().Open(PathOf("master.h5"));

    private static string PathOf(string file) => Path.Combine(Folder.Value, file);
}
