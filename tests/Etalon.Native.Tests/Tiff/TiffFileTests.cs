namespace Etalon.Native.Tests;

public sealed class TiffFileTests
{
    [Fact]
    public void Pages_say_what_tifffile_wrote_and_pieces_decode_to_it()
    {
        using var folder = new TempFolder();
        Python.Run(folder, "import tifffile\ntifffile.imwrite('a.tif', np.arange(3*20*8, dtype='>u2').reshape(3,20,8), compression='zlib', rowsperstrip=6, byteorder='>', metadata=None, photometric='minisblack')");
        using var handle = File.OpenHandle(folder["a.tif"]);
        using var tiff = TiffFile.Open(handle, "a.tif");
        var first = tiff.Page();
        Assert.True(tiff.Next());
        Assert.True(tiff.Next());
        Assert.False(tiff.Next());

        tiff.GoTo(first.Offset);
        var samples = new byte[6 * 8 * 2];
        var written = tiff.Decode(first, 1, samples);

        Assert.Equal((8, 20, 16, 1, 6, 4), (first.Width, first.Height, first.Bits, first.SamplesPerPixel, first.PieceHeight, first.Pieces));
        Assert.True(tiff.IsForeignOrder);
        Assert.Equal(samples.Length, written);
        Assert.Equal(Enumerable.Range(48, 48), Enumerable.Range(0, 48).Select(i => (int)BitConverter.ToUInt16(samples, 2 * i)));
        Assert.Equal(4, tiff.ByteCounts(first).Length);
    }

    [Fact]
    public void What_the_library_says_is_told()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["b.tif"], [.. "II*\0"u8, 200, 0, 0, 0, 1, 2, 3]);
        using var handle = File.OpenHandle(folder["b.tif"]);

        var failure = Assert.Throws<NativeException>(() => TiffFile.Open(handle, "b.tif"));

        Assert.Equal("libtiff", failure.Library);
        Assert.Contains("directory", failure.Text, StringComparison.OrdinalIgnoreCase);
    }
}
