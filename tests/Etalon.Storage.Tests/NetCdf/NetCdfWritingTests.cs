using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class NetCdfWritingTests
{
    private static readonly CubeInfo[] Cubes = [WrittenCubes.Tas, WrittenCubes.Count, WrittenCubes.ByStation, WrittenCubes.Plain];

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Deflate)]
    public void Others_read_what_is_written(ChunkCodec codec)
    {
        var path = WrittenCubes.FreshPath("written.nc");
        using (var writer = new NetCdfFormat().Create(path, new Dictionary<string, string>()))
        {
            WrittenCubes.Write(writer, codec, Cubes);
        }

        var seen = JsonDocument.Parse(PythonFixture.Run("check_written.py", "netcdf", path)).RootElement;

        Assert.Equal("NETCDF4", seen.GetProperty("model").GetString());
        Assert.Equal("CF-1.10", seen.GetProperty("conventions").GetString());
        Assert.Equal("A written file", seen.GetProperty("title").GetString());
        Assert.Equal("latitude_longitude", seen.GetProperty("crs").GetString());
        foreach (var cube in Cubes)
        {
            var variable = seen.GetProperty("variables").GetProperty(cube.Name);
            Assert.Equal(WrittenCubes.Expected(cube), Numbers(variable.GetProperty("values")));
            Assert.Equal(cube.Type.Name(), variable.GetProperty("dtype").GetString());
            Assert.Equal(cube.Axes.Select(axis => axis.Name), variable.GetProperty("dims").EnumerateArray().Select(dim => dim.GetString()));
            Assert.Equal(codec == ChunkCodec.Deflate, seen.GetProperty("filters").GetProperty(cube.Name).GetProperty("zlib").GetBoolean());
        }

        Assert.Equal("K", seen.GetProperty("variables").GetProperty("tas").GetProperty("units").GetString());
        Assert.Equal("2001-01-16 12:00:00", seen.GetProperty("time")[0].GetString());
        Assert.Equal(WrittenCubes.Time.Bounds.ToArray(), Numbers(seen.GetProperty("bounds")));
        Assert.Equal("Graz", seen.GetProperty("labels")[1].GetString());
        var cdo = Numbers(seen.GetProperty("cdo"));
        Assert.True(cdo.Length == 120, seen.GetProperty("cdo_error").GetString());
        Assert.Equal(WrittenCubes.Expected(WrittenCubes.Tas)[3..], cdo[3..]);
    }

    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Deflate)]
    public void Reading_back_gives_the_same_cubes(ChunkCodec codec)
    {
        var path = WrittenCubes.FreshPath("written.nc");
        using (var writer = new NetCdfFormat().Create(path, new Dictionary<string, string>()))
        {
            WrittenCubes.Write(writer, codec, Cubes);
        }

        using var reader = new DatasetFormats([new Hdf5Format(), new NetCdfFormat()]).Open(path);

        foreach (var cube in Cubes)
        {
            Assert.Equal(WrittenCubes.Expected(cube), CubeValues.Whole(reader, cube.Name));
            var seen = reader.Cubes.Single(other => string.Equals(other.Name, cube.Name, StringComparison.Ordinal));

            // Integers without a missing value get the format's own.
            Assert.Equal(cube, cube.Name is "plain" ? seen with { Missing = null } : seen);
        }

        Assert.Empty(reader.Remarks);
        Assert.Equal("latitude_longitude", reader.Attributes.Text("crs/grid_mapping_name"));
    }

    [Fact]
    public void Nothing_is_visible_before_the_file_is_complete()
    {
        var path = WrittenCubes.FreshPath("written.nc");
        using (var writer = new NetCdfFormat().Create(path, new Dictionary<string, string>()))
        {
            using var cube = writer.Add(WrittenCubes.Tas, new CubeLayout([5, 4, 6], [5, 4, 6], ChunkCodec.None));

            Assert.False(File.Exists(path));
        }

        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void What_exists_is_not_replaced()
    {
        var path = WrittenCubes.FreshPath("written.nc");
        File.WriteAllText(path, "precious");

        var refusal = Assert.Throws<RefusalException>(() => new NetCdfFormat().Create(path, new Dictionary<string, string>()));

        Assert.Equal("already-exists", refusal.Code);
        Assert.Equal("precious", File.ReadAllText(path));
    }

    [Fact]
    public void Complex_samples_are_refused()
    {
        using var writer = new NetCdfFormat().Create(WrittenCubes.FreshPath("written.nc"), new Dictionary<string, string>());

        var refusal = Assert.Throws<RefusalException>(() => writer.Add(WrittenCubes.Wave, new CubeLayout([3], [3], ChunkCodec.None)));

        Assert.Equal("unsupported-sample-type", refusal.Code);
    }

    [Fact]
    public void Unknown_options_are_refused_with_those_there_are()
    {
        var options = new Dictionary<string, string> { ["codek"] = "deflate" };

        var refusal = Assert.Throws<RefusalException>(() => new NetCdfFormat().Create(WrittenCubes.FreshPath("written.nc"), options));

        Assert.Equal("unknown-option", refusal.Code);
        Assert.Contains("codec", refusal.Help, StringComparison.Ordinal);
    }

    internal static double[] Numbers(JsonElement list) =>
        [.. list.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Null ? double.NaN : number.GetDouble())];
}
