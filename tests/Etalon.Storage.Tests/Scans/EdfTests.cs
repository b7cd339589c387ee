using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class EdfTests
{
    private static readonly Lazy<string> Folder = new(() => PythonFixture.Make("scan_edf.py"));

    [Theory]
    [InlineData("type_uint8", "uint8")]
    [InlineData("type_int8", "int8")]
    [InlineData("type_uint16", "uint16")]
    [InlineData("type_int16", "int16")]
    [InlineData("type_uint32", "uint32")]
    [InlineData("type_int32", "int32")]
    [InlineData("type_uint64", "uint64")]
    [InlineData("type_int64", "int64")]
    [InlineData("type_float32", "float32")]
    [InlineData("type_float64", "float64")]
    [InlineData("big_endian", "uint16")]
    [InlineData("padded", "uint16")]
    [InlineData("long_header", "uint16")]
    public void Frames_are_read_as_fabio_reads_them(string file, string type)
    {
        using var reader = Open(file + ".edf");

        ScanFiles.RequireSame(reader, PathOf(file + ".edf"), "picture");
        Assert.Equal(type, reader.Cubes[0].Type.Name());
        Assert.Equal([17, 23], reader.Cubes[0].Shape.ToArray());
    }

    [Theory]
    [InlineData("multi.edf", "frames")]
    [InlineData("cube.edf", "frames")]
    [InlineData("scan", "projections")]
    [InlineData("scan", "flats")]
    [InlineData("scan", "darks")]
    public void Any_region_is_the_same_part_of_the_whole(string file, string name)
    {
        using var reader = Open(file);
        ScanFiles.RequireSame(reader, PathOf(file), name);
        using var cube = reader.Open(name);
        var whole = CubeValues.Read(cube, cube.Cube.Whole);
        var property = Prop.ForAll(NetCdfReadingTests.Regions(cube.Cube.Shape).ToArbitrary(), region =>
            CubeValues.Read(cube, region).SequenceEqual(CubeValues.Cut(whole, cube.Cube.Shape, region)));

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Fields_of_the_header_are_attributes()
    {
        using var reader = Open("fields.edf");

        Assert.Equal("a tooth", reader.Attributes.Text("title"));
        Assert.Equal("12.5 3", reader.Attributes.Text("motor_pos"));
        Assert.Equal("edf", KnownFormats.Create().Find(PathOf("fields.edf")).Name);
        Assert.Equal("edf", KnownFormats.Create().Find(PathOf("scan")).Name);
    }

    [Theory]
    [InlineData("wrong_size", "corrupt-file", "Size = 100")]
    [InlineData("short", "corrupt-file", "170 rows")]
    [InlineData("absurd", "corrupt-file", "Dim_1")]
    [InlineData("negative", "corrupt-file", "Dim_1 = -23")]
    [InlineData("no_dim", "missing-metadata", "Dim_2")]
    [InlineData("no_order", "missing-metadata", "ByteOrder")]
    [InlineData("odd_type", "unsupported-data-type", "Complex")]
    [InlineData("encoded", "unsupported-edf", "GzipCompression")]
    [InlineData("trailing", "corrupt-file", "header")]
    [InlineData("endless", "corrupt-file", "header")]
    public void What_lies_or_leaves_out_is_refused_by_name(string file, string code, string said)
    {
        var refusal = Assert.Throws<RefusalException>(() => Open(file + ".edf"));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_file_is_refused_or_shows_whole_frames()
    {
        const int cuts = 60;
        var whole = File.ReadAllBytes(PathOf("multi.edf"));
        var expected = CubeValues.Expected(PathOf("multi.edf") + ".frames.bin");
        using var folder = new TempFolder();
        for (var i = 0; i < cuts; i++)
        {
            File.WriteAllBytes(folder["cut.edf"], whole[..(int)((long)(whole.Length - 4) * i / cuts)]);
            try
            {
                using var reader = KnownFormats.Create().Open(folder["cut.edf"]);
                var values = CubeValues.Whole(reader, reader.Cubes[0].Name);

                Assert.Equal(expected[..values.Length], values);
            }
            catch (RefusalException refusal)
            {
                Assert.True(refusal.Code is "corrupt-file" or "unknown-format", refusal.Code);
            }
        }
    }

    [Fact]
    public void A_damaged_header_is_read_or_refused_but_never_crashes()
    {
        const int trials = 400;
        var whole = File.ReadAllBytes(PathOf("multi.edf"));
        using var folder = new TempFolder();
        var random = new Random(3);
        for (var trial = 0; trial < trials; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i <= trial % 4; i++)
            {
                bytes[random.Next(1, 500)] = (byte)"0123456789;=}{\n -xD"[random.Next(19)];
            }

            File.WriteAllBytes(folder["damaged.edf"], bytes);
            var error = Record.Exception(() =>
            {
                using var reader = KnownFormats.Create().Open(folder["damaged.edf"]);
                _ = CubeValues.Whole(reader, reader.Cubes[0].Name);
            });

            Assert.True(error is null or RefusalException, $"trial {trial}: {error}");
        }
    }

    private static IDatasetReader Open(string file) => KnownFormats.Create().Open(PathOf(file));

    private static string PathOf(string file) => Path.Combine(Folder.Value, file);
}
