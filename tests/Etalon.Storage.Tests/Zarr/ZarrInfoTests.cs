using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ZarrInfoTests
{
    private static readonly ZarrFormat Format = new();

    [Fact]
    public void Everything_about_a_cube_survives()
    {
        var cube = Temperature();

        var found = RoundTrip([cube], AttributeSet.Empty.With("title", "Test").With("n", AttributeValue.Of(SampleType.Int16, 3)));

        Assert.Equal(cube, Assert.Single(found.Cubes));
        Assert.Equal(AttributeSet.Empty.With("title", "Test").With("n", AttributeValue.Of(SampleType.Int16, 3)), found.Attributes);
    }

    [Fact]
    public void Cubes_with_different_axes_of_one_name_both_survive()
    {
        var first = Temperature();
        var second = first with { Name = "later", Axes = first.Axes.SetItem(0, first.Axes[0] with { Unit = "days since 1950-01-01" }) };
        var third = new CubeInfo("entry/data", [new Axis("data", 3), new Axis("x", 2)], SampleType.Int64) { Missing = long.MinValue };
        var fourth = new CubeInfo("entry/data/deep", [new Axis("x", 5)], SampleType.UInt64) { Missing = ulong.MaxValue };
        var fifth = new CubeInfo("time", [new Axis("time", 3) { Coordinates = new RegularCoordinates(0, 0.1, 3) }], SampleType.Float64);

        var found = RoundTrip([first, second, third, fourth, fifth], AttributeSet.Empty);

        Assert.Equal([first, second, third, fourth, fifth], found.Cubes);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("zarr.json")]
    [InlineData("a/./b")]
    [InlineData("__special")]
    [InlineData("")]
    public void Awkward_names_stay_in_the_store_and_survive(string name)
    {
        var cube = new CubeInfo(name, [new Axis("x", 4)], SampleType.UInt16);
        using var folder = new TempFolder();

        CubeFile.Write(Format, folder["a.zarr"], cube, new CubeLayout([4], [4], ChunkCodec.None), [1, 2, 3, 4, 5, 6, 7, 8]);
        using var found = Format.Open(folder["a.zarr"]);

        Assert.Equal(cube, Assert.Single(found.Cubes));
        Assert.Equal([folder["a.zarr"]], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Chunks_of_nothing_but_fill_take_no_room()
    {
        var cube = new CubeInfo("v", [new Axis("x", 1000)], SampleType.Float32);
        var samples = new float[1000];
        Array.Fill(samples, float.NaN);
        samples[777] = 1;
        using var folder = new TempFolder();

        CubeFile.Write(
            Format, folder["a.zarr"], cube, new CubeLayout([100], [200], ChunkCodec.None),
            System.Runtime.InteropServices.MemoryMarshal.AsBytes(samples.AsSpan()).ToArray());

        var file = Assert.Single(Directory.EnumerateFiles(folder["a.zarr/v/c"]));
        Assert.Equal("3", Path.GetFileName(file));
        Assert.Equal(400 + 4 + (2 * 16) + 4, new FileInfo(file).Length);
    }

    [Fact]
    public void Nothing_is_visible_before_the_store_is_complete()
    {
        using var folder = new TempFolder();
        using var writer = Format.Create(folder["a.zarr"], CubeFile.NoOptions);
        using var cube = writer.Add(new CubeInfo("v", [new Axis("x", 4)], SampleType.UInt8), new CubeLayout([2], [4], ChunkCodec.Lz4));

        CubeFile.WriteAll(cube, [1, 2, 3, 4]);

        Assert.False(Path.Exists(folder["a.zarr"]));
        writer.Complete(AttributeSet.Empty);
        Assert.True(Path.Exists(folder["a.zarr"]));
        Assert.False(Path.Exists(folder["a.zarr.part"]));
    }

    [Fact]
    public void An_interrupted_store_goes_on_with_the_shards_that_were_finished()
    {
        var cube = new CubeInfo("v", [new Axis("x", 6)], SampleType.UInt8);
        var layout = new CubeLayout([1], [2], ChunkCodec.Lz4);
        byte[] samples = [1, 2, 3, 4, 5, 6];
        using var folder = new TempFolder();
        using var pool = new BufferPool(1 << 24);
        using (var broken = Format.Create(folder["a.zarr"], CubeFile.NoOptions))
        using (var one = broken.Add(cube, layout))
        {
            CubeFile.WriteRegion(one, new Region([0], [2]), samples, pool);
            one.FinishShard(0);
            CubeFile.WriteRegion(one, new Region([2], [1]), samples, pool);
        }

        using (var writer = Format.Create(folder["a.zarr"], CubeFile.NoOptions))
        using (var one = writer.Add(cube, layout))
        {
            Assert.Equal([true, false, false], [one.AdoptShard(0), one.AdoptShard(1), one.AdoptShard(2)]);
            CubeFile.WriteRegion(one, new Region([2], [4]), samples, pool);
            one.FinishShard(1);
            one.FinishShard(2);
            writer.Complete(AttributeSet.Empty);
        }

        CubeFile.Write(Format, folder["b.zarr"], cube, layout, samples);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        Assert.Equal(samples, CubeFile.Read(reader, cube.Whole));
        Assert.Equal(ZarrManifest.ContentIdOf(folder["b.zarr"]), ZarrManifest.ContentIdOf(folder["a.zarr"]));
        Assert.Empty(ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None));
    }

    [Fact]
    public void One_other_sample_gives_another_content_id_and_recomputing_gives_the_same()
    {
        var cube = new CubeInfo("v", [new Axis("x", 6)], SampleType.UInt8);
        using var folder = new TempFolder();
        CubeFile.Write(Format, folder["a"], cube, new CubeLayout([3], [3], ChunkCodec.None), [1, 2, 3, 4, 5, 6]);
        CubeFile.Write(Format, folder["b"], cube, new CubeLayout([3], [3], ChunkCodec.None), [1, 2, 3, 4, 5, 7]);

        Assert.NotEqual(ZarrManifest.ContentIdOf(folder["a"]), ZarrManifest.ContentIdOf(folder["b"]));
        Assert.Equal(ZarrManifest.ContentIdOf(folder["a"]), ZarrManifest.Compute(folder["a"]).ContentId);
    }

    internal static CubeInfo Temperature() => new(
        "tas",
        [
            new Axis("time", 3)
            {
                Unit = "days since 2000-01-01",
                Calendar = "noleap",
                Coordinates = new RegularCoordinates(0.1, 0.3, 3),
                Bounds = [0, 1, 1, 2, 2, 3],
                Attributes = AttributeSet.Empty.With("standard_name", "time").With("units", "clash"),
            },
            new Axis("lat", 2) { Unit = "degrees_north", Coordinates = new ExplicitCoordinates([double.Epsilon, Math.PI]) },
            new Axis("station", 2) { Coordinates = new LabelCoordinates(["Zürich", ""]) },
            new Axis("plain", 1) { Unit = "m", Attributes = AttributeSet.Empty.With("a", AttributeValue.Of(SampleType.UInt8, 5)) },
        ],
        SampleType.Int16)
    {
        Unit = "K",
        Missing = -32768,
        Attributes = AttributeSet.Empty
            .With("long_name", "\"quoted\"\n")
            .With("scale_factor", AttributeValue.Of(2.5))
            .With("range", AttributeValue.Of(SampleType.Float32, 1, double.NaN, double.PositiveInfinity))
            .With("whole", AttributeValue.Of(3))
            .With("one", AttributeValue.Of(SampleType.Int32, 4))
            .With("none", AttributeValue.Of(SampleType.Float64)),
    };

    private static (IEnumerable<CubeInfo> Cubes, AttributeSet Attributes) RoundTrip(CubeInfo[] cubes, AttributeSet attributes)
    {
        using var folder = new TempFolder();
        using (var writer = Format.Create(folder["a.zarr"], CubeFile.NoOptions))
        {
            foreach (var cube in cubes)
            {
                using var one = writer.Add(cube, new CubeLayout(cube.Shape, cube.Shape, ChunkCodec.None));
                CubeFile.WriteAll(one, new byte[cube.Bytes]);
            }

            writer.Complete(attributes);
        }

        Assert.Empty(ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None));
        using var found = Format.Open(folder["a.zarr"]);
        return (found.Cubes, found.Attributes);
    }
}
