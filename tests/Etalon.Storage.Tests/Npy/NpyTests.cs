using System.Text;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Storage.Tests;

public sealed class NpyTests
{
    private static readonly NpyFormat Format = new();

    [Fact]
    public void Any_region_of_any_cube_reads_back_as_it_was_written()
    {
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(RandomCase.Any(ChunkCodec.None), sample =>
            {
                using var folder = new TempFolder();
                CubeFile.Write(Format, folder["data.npy"], sample.Cube, sample.Layout, sample.Samples);
                using var dataset = KnownFormats.Create().Open(folder["data.npy"]);
                using var reader = dataset.Open("data");

                Assert.Equal(sample.Samples, CubeFile.Read(reader, sample.Cube.Whole));
                Assert.Equal(CubeFile.Cut(sample.Samples, sample.Cube, sample.Region), CubeFile.Read(reader, sample.Region));
            }));
    }

    [Fact]
    public void Numpy_and_etalon_read_each_other_in_every_order_and_version()
    {
        using var folder = new TempFolder();
        var cube = new CubeInfo("ours", [new Axis("y", 3), new Axis("x", 5)], SampleType.Int32);
        CubeFile.Write(
            Format, folder["ours.npy"], cube, new CubeLayout([1, 1], [3, 5], ChunkCodec.None),
            [.. Enumerable.Range(0, 15).SelectMany(BitConverter.GetBytes)]);

        var printed = PythonFixture.Run("npy.py", folder.Path);

        Assert.Equal("int32 (3, 5) 105", printed.Trim());
        var plain = File.ReadAllBytes(folder["plain.bin"]);
        foreach (var file in Directory.EnumerateFiles(folder.Path, "theirs*.npy"))
        {
            using var dataset = Format.Open(file);
            using var reader = dataset.Open(dataset.DefaultCube);
            Assert.Equal(plain, CubeFile.Read(reader, reader.Cube.Whole));
            var region = new Region([2, 1, 3], [20, 7, 5]);
            Assert.Equal(CubeFile.Cut(plain, reader.Cube, region), CubeFile.Read(reader, region));
        }

        Assert.Equal("unsupported-data-type", Assert.Throws<RefusalException>(() => Format.Open(folder["object.npy"])).Code);
        Assert.Equal("unsupported-data-type", Assert.Throws<RefusalException>(() => Format.Open(folder["record.npy"])).Code);
    }

    [Fact]
    public void A_file_cut_short_or_lying_is_refused()
    {
        using var folder = new TempFolder();
        var cube = new CubeInfo("a", [new Axis("x", 100)], SampleType.Float64);
        CubeFile.Write(Format, folder["a.npy"], cube, new CubeLayout([100], [100], ChunkCodec.None), new byte[800]);
        var whole = File.ReadAllBytes(folder["a.npy"]);
        for (var length = 0; length < whole.Length; length += 8)
        {
            File.WriteAllBytes(folder["a.npy"], whole[..length]);
            Assert.Equal("corrupt-file", Assert.Throws<RefusalException>(() => Format.Open(folder["a.npy"])).Code);
        }

        var text = Encoding.Latin1.GetString(whole).Replace("(100,)", "(9999999999,9999999999)", StringComparison.Ordinal);
        File.WriteAllBytes(folder["a.npy"], Encoding.Latin1.GetBytes(text));
        Assert.Equal("corrupt-file", Assert.Throws<RefusalException>(() => Format.Open(folder["a.npy"])).Code);
    }

    [Fact]
    public void A_second_array_is_refused_and_nothing_is_left()
    {
        using var folder = new TempFolder();
        var layout = new CubeLayout([2], [2], ChunkCodec.None);
        using (var writer = Format.Create(folder["a.npy"], CubeFile.NoOptions))
        {
            using var one = writer.Add(new CubeInfo("a", [new Axis("x", 2)], SampleType.UInt8), layout);
            Assert.Equal(
                "one-cube-only",
                Assert.Throws<RefusalException>(() => writer.Add(new CubeInfo("b", [new Axis("x", 2)], SampleType.UInt8), layout)).Code);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
