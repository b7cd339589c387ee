using System.Diagnostics;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class HostileFileTests
{
    private static readonly DatasetFormats Formats = new([new Hdf5Format(), new NetCdfFormat()]);

    public static TheoryData<string> Files => new(
        Path.Combine(NetCdfReadingTests.Folder.Value, "cf_NETCDF3_CLASSIC.nc"),
        Path.Combine(NetCdfReadingTests.Folder.Value, "cf_NETCDF3_64BIT_DATA.nc"),
        Path.Combine(NetCdfReadingTests.Folder.Value, "cf_NETCDF4.nc"),
        Path.Combine(NetCdfReadingTests.Folder.Value, "chunked.nc"),
        Path.Combine(Hdf5ReadingTests.Folder.Value, "nexus.nxs"));

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_file_is_refused_wherever_it_ends(string path)
    {
        const int cuts = 60;
        var whole = File.ReadAllBytes(path);
        var cut = WrittenCubes.FreshPath("cut");
        for (var i = 0; i < cuts; i++)
        {
            File.WriteAllBytes(cut, whole[..(int)((long)(whole.Length - 4) * i / cuts)]);

            var refusal = Assert.Throws<RefusalException>(() => ReadAll(cut));

            Assert.True(refusal.Code is "corrupt-file" or "unknown-format", refusal.Code);
        }
    }

    [Theory]
    [InlineData("cf_NETCDF3_CLASSIC.nc")]
    [InlineData("cf_NETCDF3_64BIT_DATA.nc")]
    public void A_damaged_classic_header_is_read_or_refused_but_never_crashes(string file)
    {
        const int trials = 400;
        const int headerBytes = 1500;
        var whole = File.ReadAllBytes(Path.Combine(NetCdfReadingTests.Folder.Value, file));
        var damaged = WrittenCubes.FreshPath("damaged");
        var random = new Random(5);
        for (var trial = 0; trial < trials; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i <= trial % 4; i++)
            {
                bytes[random.Next(4, headerBytes)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(damaged, bytes);
            var error = Record.Exception(() => ReadAll(damaged));

            Assert.True(error is null or RefusalException, $"trial {trial}: {error}");
        }
    }

    [Fact]
    public void A_damaged_chunk_is_refused_or_gives_its_true_samples()
    {
        const int trials = 200;
        var path = Path.Combine(NetCdfReadingTests.Folder.Value, "chunked.nc");
        var expected = CubeValues.Expected(path + ".v.bin");
        var whole = File.ReadAllBytes(path);
        var damaged = WrittenCubes.FreshPath("damaged.nc");
        var random = new Random(6);
        var refused = 0;
        for (var trial = 0; trial < trials; trial++)
        {
            // The second half holds chunks only; each has a checksum.
            var bytes = (byte[])whole.Clone();
            bytes[random.Next(whole.Length / 2, whole.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(damaged, bytes);
            try
            {
                using var reader = Formats.Open(damaged);
                Assert.Equal(expected, CubeValues.Whole(reader, "v"));
            }
            catch (RefusalException refusal)
            {
                Assert.Equal("corrupt-file", refusal.Code);
                refused++;
            }
        }

        Assert.True(refused > trials / 4, $"{refused} of {trials} were noticed");
    }

    [Fact]
    public void Groups_nested_thousands_deep_are_cut_off_with_a_remark()
    {
        var clock = Stopwatch.StartNew();

        using var reader = Formats.Open(Path.Combine(Hdf5ReadingTests.Folder.Value, "deep.h5"));

        Assert.Contains(reader.Remarks, remark => remark.Contains("nested", StringComparison.Ordinal));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Fact]
    public void Absurd_sizes_are_remarks_or_refusals()
    {
        using var reader = Formats.Open(Path.Combine(Hdf5ReadingTests.Folder.Value, "huge.h5"));

        Assert.Equal(["bigchunk"], reader.Cubes.Select(cube => cube.Name));
        Assert.Contains(reader.Remarks, remark => remark.Contains("'huge'", StringComparison.Ordinal));
        Assert.Contains(reader.Remarks, remark => remark.Contains("'empty'", StringComparison.Ordinal));
        Assert.Equal("chunk-too-large", Assert.Throws<RefusalException>(() => reader.Open("bigchunk")).Code);
        Assert.Equal(60000, reader.Attributes.Text("long").Length);
    }

    [Fact]
    public void Something_else_is_refused_with_the_formats_there_are()
    {
        var path = WrittenCubes.FreshPath("text.nc");
        File.WriteAllText(path, "netcdf something {\n}\n");

        var refusal = Assert.Throws<RefusalException>(() => Formats.Open(path));

        Assert.Equal("unknown-format", refusal.Code);
        Assert.Contains("netcdf", refusal.Message, StringComparison.Ordinal);
    }

    private static void ReadAll(string path)
    {
        using var reader = Formats.Open(path);
        foreach (var cube in reader.Cubes.Where(cube => cube.Bytes < 1 << 20))
        {
            _ = CubeValues.Whole(reader, cube.Name);
        }
    }
}
