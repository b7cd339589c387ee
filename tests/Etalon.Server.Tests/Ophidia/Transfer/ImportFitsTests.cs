using System.Runtime.InteropServices;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class ImportFitsTests(RunningEtalon etalon)
{
    // Part 1 has no image, part 2 is unsigned with coordinates, part 3 a table, part 4 encoded with scaled floats.
    private const string Write = """
        import sys, numpy as np
        from astropy.io import fits
        data = np.arange(4*5*6).reshape(4, 5, 6)
        header = fits.Header({'BUNIT': 'count', 'TELESCOP': 'Effelsberg', 'CTYPE3': 'FREQ', 'CUNIT3': 'Hz', 'CRPIX3': 1.0, 'CRVAL3': 100.0, 'CDELT3': 10.0})
        table = fits.BinTableHDU.from_columns([fits.Column('a', 'J', array=np.arange(7))])
        tiles = fits.CompImageHDU((data % 7).astype('i2'), name='SMALL')
        fits.HDUList([fits.PrimaryHDU(), fits.ImageHDU((data + 40000).astype('u2'), header), table, tiles]).writeto(sys.argv[1])
        """;

    [Fact]
    public async Task An_image_becomes_a_cube_with_the_dimensions_of_the_file()
    {
        var file = await FileAsync("dimensions.fits");
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importfits src_path={file};measure=counts;exp_dim=NAXIS3|NAXIS1;imp_dim=NAXIS2;container=fits-dimensions")).Titled("Output Cube");

        var response = await client.OkAsync($"oph_explorecube base64=yes;level=2;cube={pid};export_metadata=yes");

        var wanted = await Python.JsonAsync("import sys,json\nfrom astropy.io import fits\nprint(json.dumps(fits.getdata(sys.argv[1],1).transpose(0,2,1).reshape(24,5).tolist()))", file);
        Assert.Equal(["NAXIS3", "NAXIS1", "counts"], response.Columns("explorecube_data"));
        Assert.Equal(
            wanted.AsArray().Select(static row => row!.AsArray().Select(static value => (int)value!)),
            response.Rows("explorecube_data").Select(static row => MemoryMarshal.Cast<byte, int>(Convert.FromBase64String(row[^1])).ToArray()));
        Assert.Equal([100, 110, 120, 130], response.Rows("explorecube_dimvalues").Take(4).Select(static row => BitConverter.ToDouble(Convert.FromBase64String(row[^1]))));
        Assert.Contains("Effelsberg", response.Column("explorecube_metadata", "Value"));
    }

    [Fact]
    public async Task A_part_in_encoded_tiles_is_taken_by_its_number_and_places_count_from_one()
    {
        var file = await FileAsync("tiles.fits");
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importfits src_path={file};hdu=4;subset_dims=NAXIS3|NAXIS1;subset_filter=2|1:2:5;container=fits-tiles")).Titled("Output Cube");

        var response = await client.OkAsync($"oph_explorecube base64=yes;cube={pid}");

        Assert.Equal("image", response.Columns("explorecube_data")[^1]);
        Assert.Equal(
            Enumerable.Range(0, 5).Select(static row => Enumerable.Range(0, 3).Select(i => (short)((30 + (row * 6) + (2 * i)) % 7))),
            response.Rows("explorecube_data").Select(static row => MemoryMarshal.Cast<byte, short>(Convert.FromBase64String(row[^1])).ToArray()));
    }

    [Fact]
    public async Task With_run_no_only_the_fragmentation_is_told()
    {
        var file = await FileAsync("planned.fits");

        var response = await OphidiaClient.Of(etalon).OkAsync($"oph_importfits src_path={file};nfrag=2;run=no;container=fits-planned");

        Assert.Equal(["1", "2", "10", "6"], Assert.Single(response.Rows("importfits")));
    }

    [Theory]
    [InlineData("src_path=FILE;hdu=1", "2 (image), 4 (SMALL)")]
    [InlineData("src_path=FILE;hdu=3", "2 (image), 4 (SMALL)")]
    [InlineData("src_path=FILE;exp_dim=lat", "lat")]
    [InlineData("src_path=FILE;subset_dims=NAXIS1;subset_filter=0:6", "1 to 6")]
    [InlineData("src_path=FILE|FILE", "several")]
    [InlineData("src_path=FILE[1]", "no file")]
    [InlineData("src_path=NOT", "no FITS")]
    [InlineData("src_path=CUT", "cannot be read")]
    public async Task What_cannot_be_imported_is_said(string arguments, string said)
    {
        var file = await FileAsync($"bad-{Guid.NewGuid():N}.fits");
        var (other, cut) = (file + ".npy", file + ".cut");
        await Python.RunAsync("import sys,numpy as np\nnp.save(sys.argv[1],np.zeros((3,4)))", other);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(file))[..4000]);
        var named = arguments.Replace("FILE", file, StringComparison.Ordinal).Replace("NOT", other, StringComparison.Ordinal).Replace("CUT", cut, StringComparison.Ordinal);

        var error = await OphidiaClient.Of(etalon).FailsAsync($"oph_importfits {named};container=fits-bad");

        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    private async Task<string> FileAsync(string name)
    {
        var file = Path.Combine(etalon.Files, name);
        await Python.RunAsync(Write, file);
        return file;
    }
}
