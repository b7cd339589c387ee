using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class Hdf5WritingTests
{
    private static readonly CubeInfo[] Cubes =
        [WrittenCubes.Tas, WrittenCubes.Count, WrittenCubes.ByStation, WrittenCubes.Plain, WrittenCubes.Wave];

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Deflate)]
    public void Silx_finds_the_default_plot_and_h5py_the_values(ChunkCodec codec)
    {
        var path = Written(codec);

        var seen = JsonDocument.Parse(PythonFixture.Run("check_written.py", "hdf5", path)).RootElement;

        Assert.Equal("tas", seen.GetProperty("signal").GetString());
        Assert.Equal(["time", "lat", "lon"], seen.GetProperty("axes").EnumerateArray().Select(axis => axis.GetString()));
        Assert.Equal(
            ["days since 2001-01-01", "degrees_north", "degrees_east"],
            seen.GetProperty("axis_units").EnumerateArray().Select(unit => unit.GetString()));
        Assert.Equal(WrittenCubes.Expected(WrittenCubes.Tas), NetCdfWritingTests.Numbers(seen.GetProperty("values")));
        Assert.Equal("entry", seen.GetProperty("default").GetString());
        Assert.Equal("Tooth", seen.GetProperty("title").GetString());
        Assert.Equal("complex64", seen.GetProperty("complex").GetString());
        Assert.Equal(WrittenCubes.Expected(WrittenCubes.Wave), NetCdfWritingTests.Numbers(seen.GetProperty("wave")));
        Assert.Equal(-1, seen.GetProperty("fill").GetInt32());
        Assert.Equal(codec == ChunkCodec.Deflate ? "gzip" : null, seen.GetProperty("compression").GetString());
    }

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Deflate)]
    public void Reading_back_gives_the_same_cubes(ChunkCodec codec)
    {
        using var reader = new DatasetFormats([new Hdf5Format(), new NetCdfFormat()]).Open(Written(codec));

        Assert.Equal("entry/tas/tas", reader.DefaultCube);
        Assert.Equal(Cubes.Length, reader.Cubes.Length);
        foreach (var cube in Cubes)
        {
            var name = $"entry/{cube.Name}/{cube.Name}";
            Assert.Equal(WrittenCubes.Expected(cube), CubeValues.Whole(reader, name));
            Assert.Equal(cube, reader.Cubes.Single(other => string.Equals(other.Name, name, StringComparison.Ordinal)) with { Name = cube.Name });
        }

        Assert.Equal("Tooth", reader.Attributes.Text("entry/title"));
    }

    [Fact]
    public void A_name_that_is_a_path_is_kept()
    {
        var path = WrittenCubes.FreshPath("written.h5");
        var frames = WrittenCubes.Plain with { Name = "entry/scan/frames" };
        var errors = WrittenCubes.Plain with { Name = "entry/scan/frames_errors" };
        using (var writer = new Hdf5Format().Create(path, new Dictionary<string, string>()))
        {
            WrittenCubes.Write(writer, ChunkCodec.None, frames, errors);
        }

        using var reader = new Hdf5Format().Open(path);

        Assert.Equal([frames.Name, errors.Name], reader.Cubes.Select(cube => cube.Name).Order());
        Assert.Equal(frames.Name, reader.DefaultCube);
    }

    private static string Written(ChunkCodec codec)
    {
        var path = WrittenCubes.FreshPath("written.h5");
        using var writer = new Hdf5Format().Create(path, new Dictionary<string, string>());
        WrittenCubes.Write(writer, codec, Cubes);
        return path;
    }
}
