namespace Etalon.Native.Tests;

public sealed class FitsFileTests
{
    [Fact]
    public unsafe void Parts_say_what_astropy_wrote_and_tiles_decode_to_it()
    {
        using var folder = new TempFolder();
        Python.Run(folder, """
            from astropy.io import fits
            data = np.arange(4*20*30, dtype='i4').reshape(4,20,30)
            table = fits.BinTableHDU.from_columns([fits.Column('a', 'J', array=np.arange(7))])
            fits.HDUList([fits.PrimaryHDU(data.astype('f8')), table, fits.CompImageHDU(data, tile_size=(30, 7, 1))]).writeto('a.fits')
            """);
        using var handle = File.OpenHandle(folder["a.fits"]);
        using var fits = FitsFile.Open(handle, "a.fits");

        var (plain, table, tiles, behind) = (fits.GoTo(1)!, fits.GoTo(2)!, fits.GoTo(3)!, fits.GoTo(4));
        var box = new int[2 * 5 * 6];
        fixed (int* first = box)
        {
            fits.Read(tiles, [1, 10, 20], [2, 5, 6], first, sizeof(int) * box.Length);
        }

        Assert.Equal((FitsKind.Image, false, -64), (plain.Kind, plain.IsCompressed, plain.BitPix));
        Assert.Equal(FitsKind.BinaryTable, table.Kind);
        Assert.Equal((FitsKind.Image, true, 32), (tiles.Kind, tiles.IsCompressed, tiles.BitPix));
        Assert.Equal([30L, 20, 4], tiles.Lengths);
        Assert.Null(behind);
        Assert.Equal(2880, plain.DataStart);
        Assert.Contains(fits.Cards(tiles), card => card.StartsWith("ZBITPIX =                   32", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, box.Length).Select(i => ((1 + (i / 30)) * 600) + ((10 + (i / 6 % 5)) * 30) + 20 + (i % 6)), box);
    }

    [Fact]
    public void What_the_library_says_is_told_without_the_name_it_was_given()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder["b.fits"], "SIMPLE  =                    T".PadRight(2880 * 2));
        using var handle = File.OpenHandle(folder["b.fits"]);

        var failure = Assert.Throws<NativeException>(() => FitsFile.Open(handle, "b.fits"));

        Assert.Equal("cfitsio", failure.Library);
        Assert.Contains("BITPIX", failure.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/proc", failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void A_box_outside_of_the_image_is_refused()
    {
        using var folder = new TempFolder();
        Python.Run(folder, "from astropy.io import fits\nfits.PrimaryHDU(np.zeros((3, 4), 'i2')).writeto('c.fits')");
        using var handle = File.OpenHandle(folder["c.fits"]);
        using var fits = FitsFile.Open(handle, "c.fits");
        var part = fits.GoTo(1)!;

        Assert.Throws<NativeException>(() =>
        {
            var room = stackalloc short[12];
            fits.Read(part, [2, 0], [2, 4], room, 24);
        });
    }
}
