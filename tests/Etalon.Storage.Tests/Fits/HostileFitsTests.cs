using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class HostileFitsTests
{
    private const int Block = 2880;

    [Theory]
    [InlineData("type_i2")]
    [InlineData("rice_u2")]
    [InlineData("rice_f4")]
    public void A_file_that_is_cut_off_is_refused_wherever_it_ends(string file)
    {
        const int cuts = 50;
        using var folder = new TempFolder();
        var whole = File.ReadAllBytes(Path.Combine(FitsTests.Folder.Value, file + ".fits"));

        // Padding behind the last data may be missing, so cuts end before it; parts that are missing whole are not missed.
        var length = whole.Length - Block;
        for (var i = 0; i < cuts; i++)
        {
            var kept = (int)((long)length * i / cuts);
            kept -= kept % Block == 0 ? 1 : 0;
            File.WriteAllBytes(folder["cut"], whole[..Math.Max(0, kept)]);

            var refusal = Record.Exception(() => ReadAll(folder["cut"]));

            Assert.True(refusal is RefusalException { Code: "corrupt-file" or "unknown-format" }, $"{kept} of {whole.Length}: {refusal}");
        }
    }

    [Theory]
    [InlineData("BITPIX  =                   16|NAXIS   =                    2|NAXIS1  =  9223372036854775807|NAXIS2  =  9223372036854775807", "bytes")]
    [InlineData("BITPIX  =                   16|NAXIS   =                    2|NAXIS1  =           4294967296|NAXIS2  =           4294967296", "bytes")]
    [InlineData("BITPIX  =                  -64|NAXIS   =                    1|NAXIS1  =        1000000000000", "bytes")]
    [InlineData("BITPIX  =                   16|NAXIS   =                    1|NAXIS1  =                   -5", "")]
    [InlineData("BITPIX  =                   17|NAXIS   =                    1|NAXIS1  =                    5", "")]
    [InlineData("BITPIX  =                   16|NAXIS   =                 1000|NAXIS1  =                    5", "")]
    [InlineData("BITPIX  =                   16|NAXIS   =                  999|NAXIS1  =                    5", "")]
    [InlineData("BITPIX  =                   16|NAXIS   =                    2|NAXIS1  =                    5", "")]
    [InlineData("BITPIX  =                   16|NAXIS   =                   -1", "")]
    [InlineData("BITPIX  =                   16|NAXIS   =                    1|NAXIS1  = 'five    '", "")]
    [InlineData("NAXIS   =                    0", "")]
    [InlineData("BITPIX  =                   16|NAXIS   =                    1|NAXIS1  =                    5|BSCALE  =              1.0E999", "BSCALE")]
    public void A_lying_header_is_refused(string cards, string said)
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["lie.fits"], [.. Header(cards), .. new byte[Block]]);

        var refusal = Assert.Throws<RefusalException>(() => ReadAll(folder["lie.fits"]));

        Assert.True(refusal.Code is "corrupt-file" or "no-image", refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("/proc/", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_end_is_refused_and_soon()
    {
        using var folder = new TempFolder();
        var card = Encoding.ASCII.GetBytes("COMMENT for ever and ever".PadRight(80));
        using (var file = File.Create(folder["endless.fits"]))
        {
            file.Write(Header("BITPIX  =                   16|NAXIS   =                    0", end: false));
            for (var i = 0; i < 300_000; i++)
            {
                file.Write(card);
            }
        }

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var refusal = Assert.Throws<RefusalException>(() => ReadAll(folder["endless.fits"]));

        Assert.Equal("corrupt-file", refusal.Code);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    [Theory]
    [InlineData("x.fits[1][a > 2]")]
    [InlineData("!x.fits")]
    [InlineData("x.fits(copy.fits)")]
    [InlineData("x.fits+1")]
    [InlineData("x.gz")]
    [InlineData("x.imh")]
    [InlineData("-")]
    [InlineData("~root")]
    [InlineData("| touch ran")]
    [InlineData("x{y}*?'\"$(touch ran)")]
    public void Names_mean_nothing_but_themselves(string name)
    {
        using var folder = new TempFolder();
        File.Copy(Path.Combine(FitsTests.Folder.Value, "type_i2.fits"), folder[name]);

        using var reader = new FitsFormat().Open(folder[name]);

        Assert.Equal(CubeValues.Expected(Path.Combine(FitsTests.Folder.Value, "type_i2.fits.image.bin")), CubeValues.Whole(reader, "image"));
        Assert.Equal([folder[name]], Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("mem://")]
    [InlineData("shmem://h1")]
    [InlineData("http://localhost/x.fits")]
    [InlineData("ftp://localhost/x.fits")]
    public void Addresses_are_files_that_are_not_there(string name) =>
        Assert.Equal("missing-file", Assert.Throws<RefusalException>(() => new FitsFormat().Open(name)).Code);

    [Theory]
    [InlineData("rice_u2", 1)]
    [InlineData("hcompress_i2", 2)]
    [InlineData("plio_i2", 3)]
    [InlineData("gzip2_i4", 4)]
    [InlineData("rice_f4", 5)]
    [InlineData("parts", 6)]
    [InlineData("coordinates", 7)]
    public void A_damaged_file_is_read_or_refused_but_never_crashes(string file, int seed)
    {
        const int trials = 120;
        using var folder = new TempFolder();
        var whole = File.ReadAllBytes(Path.Combine(FitsTests.Folder.Value, file + ".fits"));
        var random = new Random(seed);
        for (var trial = 0; trial < trials; trial++)
        {
            var bytes = (byte[])whole.Clone();
            for (var i = 0; i <= trial % 5; i++)
            {
                // Digits in headers lie about sizes; anything in the data is damage.
                var at = random.Next(9, bytes.Length);
                bytes[at] = char.IsAsciiDigit((char)bytes[at]) ? (byte)('0' + random.Next(10)) : (byte)random.Next(256);
            }

            File.WriteAllBytes(folder["damaged"], bytes);
            var error = Record.Exception(() => ReadAll(folder["damaged"]));

            Assert.True(error is null or RefusalException, $"trial {trial}: {error}");
        }
    }

    [Theory]
    [InlineData("rice_u2", "ZTILE2  =                    8", "ZTILE2  =                    0", "ZTILE2")]
    [InlineData("rice_u2", "ZTILE2  =                    8", "ZTILE2  =              0     8", "ZTILE2")]
    [InlineData("rice_u2", "ZTILE2  =                    8", "ZTILE2  =           2147483647", "rows")]
    [InlineData("rice_u2", "ZTILE3  =                    1", "ZTILE1  =                   53", "twice")]
    [InlineData("rice_u2", "ZVAL1   =                   32", "ZVAL1   =                    0", "blocks of 0")]
    [InlineData("rice_u2", "ZVAL2   =                    2", "ZVAL2   =                    9", "9 bytes")]
    [InlineData("rice_u2", "'1PB(", "'9PB(", "column")]
    public void What_describes_tiles_is_checked_before_the_library_divides_by_it(string file, string said, string instead, string complaint)
    {
        using var folder = new TempFolder();
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(FitsTests.Folder.Value, file + ".fits")));
        Assert.Contains(said, text, StringComparison.Ordinal);
        File.WriteAllBytes(folder["lie.fits"], Encoding.Latin1.GetBytes(text.Replace(said, instead, StringComparison.Ordinal)));

        var refusal = Assert.Throws<RefusalException>(() => ReadAll(folder["lie.fits"]));

        Assert.Equal("corrupt-file", refusal.Code);
        Assert.Contains(complaint, refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>The library would take memory without end for the first, and write beyond its room for the second.</summary>
    [Theory]
    [InlineData("gzip2_i4", 2, "cut")]
    [InlineData("hcompress_i2", 2, "long")]
    public void A_tile_that_lies_of_its_length_is_refused(string file, int headers, string how)
    {
        using var folder = new TempFolder();
        var bytes = File.ReadAllBytes(Path.Combine(FitsTests.Folder.Value, file + ".fits"));
        var table = bytes.AsSpan(headers * Block);
        var tile = Encoding.Latin1.GetString(table).IndexOf(how is "cut" ? "\x1f\u008b" : "\u00dd\u0099", StringComparison.Ordinal);
        if (how is "cut")
        {
            table[3] -= 9;
        }
        else
        {
            table[tile + 4] = 0x40;
        }

        File.WriteAllBytes(folder["lie.fits"], bytes);
        var refusal = Assert.Throws<RefusalException>(() => ReadAll(folder["lie.fits"]));

        Assert.Equal("corrupt-file", refusal.Code);
        Assert.Contains("tile 0 is damaged", refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Header(string cards, bool end = true)
    {
        var text = new StringBuilder();
        foreach (var card in (string[])["SIMPLE  =                    T", .. cards.Split('|')])
        {
            text.Append(card.PadRight(80));
        }

        text.Append(end ? "END".PadRight(80) : "");
        return Encoding.ASCII.GetBytes(text.ToString().PadRight(end ? Block : text.Length, ' '));
    }

    private static void ReadAll(string path)
    {
        using var reader = KnownFormats.Create().Open(path);
        foreach (var cube in reader.Cubes.Where(cube => cube.Bytes < 1 << 22))
        {
            _ = CubeValues.Whole(reader, cube.Name);
        }
    }
}
