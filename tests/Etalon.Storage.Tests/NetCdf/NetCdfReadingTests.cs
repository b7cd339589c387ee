using System.Collections.Immutable;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class NetCdfReadingTests
{
    internal static readonly Lazy<string> Folder = new(() => PythonFixture.Make("netcdf_files.py"));

    public static TheoryData<string> Kinds =>
        ["NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF3_64BIT_DATA", "NETCDF4", "NETCDF4_CLASSIC"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_found_by_its_content(string kind)
    {
        var formats = new DatasetFormats([new Hdf5Format(), new NetCdfFormat()]);

        var format = formats.Find(PathOf($"cf_{kind}"));

        Assert.Equal("netcdf", format.Name);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Samples_are_what_the_reference_library_reads(string kind)
    {
        using var reader = new NetCdfFormat().Open(PathOf($"cf_{kind}"));

        Assert.Equal(
            ["by_station", "count", "partly", "pr", "small", "tas", "wide"], reader.Cubes.Select(cube => cube.Name).Order());
        foreach (var cube in new[] { "tas", "wide", "count", "partly", "by_station" })
        {
            Assert.Equal(Expected($"cf_{kind}", cube), CubeValues.Whole(reader, cube));
        }

        Close(Expected($"cf_{kind}", "pr"), CubeValues.Whole(reader, "pr"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Types_follow_the_packing_attributes(string kind)
    {
        using var reader = new NetCdfFormat().Open(PathOf($"cf_{kind}"));

        var types = reader.Cubes.ToDictionary(cube => cube.Name, cube => cube.Type);

        Assert.Equal(SampleType.Float32, types["pr"]);
        Assert.Equal(SampleType.Float64, types["wide"]);
        Assert.Equal(SampleType.Float32, types["small"]);
        Assert.Equal(SampleType.Int32, types["count"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Unsigned_bytes_are_unpacked_as_unsigned(string kind)
    {
        using var reader = new NetCdfFormat().Open(PathOf($"cf_{kind}"));

        var values = CubeValues.Whole(reader, "small");

        Assert.All(values, value => Assert.InRange(value, 0, 127.5));
        Assert.Contains(values, value => value > 63.5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Axes_carry_coordinates_units_calendar_and_bounds(string kind)
    {
        using var reader = new NetCdfFormat().Open(PathOf($"cf_{kind}"));

        var tas = reader.Cubes.Single(cube => cube.Name is "tas");

        Assert.Equal(["time", "lat", "lon"], tas.Axes.Select(axis => axis.Name));
        Assert.Equal("K", tas.Unit);
        var time = tas.Axes[0];
        Assert.Equal(("days since 2001-01-01", "noleap"), (time.Unit, time.Calendar));
        Assert.Equal(new RegularCoordinates(15.5, 30, 5), time.Coordinates);
        Assert.Equal([0, 30, 30, 60, 60, 90, 90, 120, 120, 150], time.Bounds.ToArray());
        Assert.Equal("time", time.Attributes.Text("standard_name"));
        Assert.Equal([-45, -15, 15.5, 45], tas.Axes[1].Coordinates!.ToArray());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Names_of_stations_are_labels_and_scalars_are_attributes(string kind)
    {
        using var reader = new NetCdfFormat().Open(PathOf($"cf_{kind}"));

        var labels = (LabelCoordinates)reader.Cubes.Single(cube => cube.Name is "by_station").Axes[0].Coordinates!;

        Assert.Equal(["Hamburg", "Graz", "Ulm"], labels.Labels.ToArray());
        Assert.Equal("latitude_longitude", reader.Attributes.Text("crs/grid_mapping_name"));
        Assert.Equal([2.0], reader.Attributes["height"]!.Numbers.ToArray());
        Assert.Equal("A file of kind " + kind, reader.Attributes.Text("title"));
    }

    [Fact]
    public void A_single_record_variable_is_not_padded()
    {
        using var reader = new NetCdfFormat().Open(PathOf("single_record"));

        Assert.Equal(Expected("single_record", "v"), CubeValues.Whole(reader, "v"));
    }

    [Fact]
    public void Compressed_chunks_are_decoded_here()
    {
        using var reader = new NetCdfFormat().Open(PathOf("chunked"));
        using var cube = reader.Open("v");

        Assert.Equal(Expected("chunked", "v"), CubeValues.Read(cube, cube.Cube.Whole));
        Assert.Equal([7, 37, 16], cube.Chunks.Chunk.ToArray());
        Assert.False(cube.ReadsParts);
        Assert.InRange(cube.StoredRatio, 0.1, 0.9);
        Assert.Equal(Expected("chunked", "big"), CubeValues.Whole(reader, "big"));
    }

    [Fact]
    public void Groups_give_paths_and_a_dimension_used_twice_gets_two_names()
    {
        using var reader = new NetCdfFormat().Open(PathOf("groups"));

        Assert.Equal(Expected("groups", "v"), CubeValues.Whole(reader, "model/run1/v"));
        var square = reader.Cubes.Single(cube => cube.Name is "covariance");
        Assert.Equal(["x", "x_2"], square.Axes.Select(axis => axis.Name));
        Assert.Equal("a, bä, c", reader.Attributes.Text("name"));
    }

    [Fact]
    public void Missing_values_of_64_bits_are_exact()
    {
        using var reader = new NetCdfFormat().Open(PathOf("exact"));

        Assert.Equal((Int128)(-9223372036854775807), reader.Cubes[0].Missing);
    }

    [Fact]
    public void Any_region_is_the_same_part_of_the_whole()
    {
        var files = new[] { ("cf_NETCDF3_CLASSIC", "pr"), ("cf_NETCDF4", "tas"), ("chunked", "v"), ("chunked", "big") };
        foreach (var (file, name) in files)
        {
            using var reader = new NetCdfFormat().Open(PathOf(file));
            using var cube = reader.Open(name);
            var whole = CubeValues.Read(cube, cube.Cube.Whole);
            var property = Prop.ForAll(Regions(cube.Cube.Shape).ToArbitrary(), region =>
                CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region)));

            property.QuickCheckThrowOnFailure();
        }
    }

    [Fact]
    public void A_region_outside_is_refused()
    {
        using var reader = new NetCdfFormat().Open(PathOf("chunked"));
        using var cube = reader.Open("v");

        var refusal = Assert.Throws<RefusalException>(() => CubeValues.Read(cube, new Region([35, 0, 0], [6, 1, 1])));

        Assert.Equal("region-outside", refusal.Code);
    }

    internal static Gen<Region> Regions(ImmutableArray<long> shape) =>
        from seed in Gen.Choose(0, int.MaxValue)
        select RegionOf(new System.Random(seed), shape);

    internal static Region RegionOf(System.Random random, ImmutableArray<long> shape)
    {
        var start = shape.Select(length => random.NextInt64(length)).ToImmutableArray();
        return new Region(start, [.. shape.Select((length, i) => 1 + random.NextInt64(length - start[i]))]);
    }

    private static void Close(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // The reference rounds product and sum (of up to 5) to float32 each; here only the result is rounded.
            Assert.True(
                double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) <= 1e-6,
                $"sample {i}: expected {expected[i]}, got {actual[i]}");
        }
    }

    private static string PathOf(string file) => Path.Combine(Folder.Value, file + ".nc");

    private static double[] Expected(string file, string variable) => CubeValues.Expected($"{PathOf(file)}.{variable}.bin");
}
