using System.Globalization;
using System.Runtime.InteropServices;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class ExploreTests(RunningEtalon etalon)
{
    [Fact]
    public async Task An_imported_cube_comes_back_as_xarray_reads_the_file()
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, "explore.nc"), days: 40);
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importnc src_path={file};measure=tas;exp_dim=lat|lon;imp_dim=time;container=explore")).Titled("Output Cube");

        var response = await client.OkAsync($"oph_explorecube base64=yes;level=2;show_index=yes;subset_type=coord;limit_filter=48;time_filter=no;cube={pid}");

        var samples = response.Rows("explorecube_data").SelectMany(static row => Doubles(row[^1])).ToArray();
        var wanted = (await Python.JsonAsync(
            "import sys,json,xarray as xr\nv=xr.open_dataset(sys.argv[1],mask_and_scale=False).tas.transpose('lat','lon','time').values.ravel()\nprint(json.dumps([None if x==-32768 else int(x)*0.01+280.0 for x in v]))", file))
            .AsArray().Select(static value => value is null ? double.NaN : (double)value).ToArray();
        Assert.Equal(wanted, samples, static (a, b) => a.Equals(b) || Math.Abs(a - b) < 1e-9);
        Assert.Equal(["lat", "INDEX OF lat", "lon", "INDEX OF lon", "tas"], response.Columns("explorecube_data"));
        Assert.Equal(["lat", "lon", "time"], response.Content("explorecube_dimvalues").Select(static table => (string)table["title"]!));
        Assert.Equal([-75, -45, -15, 15, 45, 75], response.Rows("explorecube_dimvalues").Select(static row => BitConverter.ToDouble(Convert.FromBase64String(row[1]))));
        Assert.Equal("Selected 48 rows out of 48", response.Message("explorecube_summary"));
    }

    [Fact]
    public async Task A_part_is_shown_as_text_with_dates_and_metadata()
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, "part.nc"), days: 90, seed: 11);
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importnc src_path={file};measure=tas;exp_dim=time|lat;imp_dim=lon;container=part;import_metadata=yes")).Titled("Output Cube");

        var response = await client.OkAsync(
            $"oph_explorecube cube={pid};subset_dims=time|lat|lon;subset_filter=2001-02|-50:20|1,3:4;subset_type=coord|coord|index;show_time=yes;show_id=yes;limit_filter=4;export_metadata=yes;level=2");

        var rows = response.Rows("explorecube_data");
        var wanted = (await Python.JsonAsync(
            "import sys,json,xarray as xr\nv=xr.open_dataset(sys.argv[1],mask_and_scale=False).tas\nprint(json.dumps([['nan' if x==-32768 else '%.10f'%(int(x)*0.01+280.0) for x in r] for r in v.sel(time='2001-02').isel(lat=[1,2,3],lon=[0,2,3]).values.reshape(-1,3)[:4]]))", file))
            .AsArray().Select(static row => string.Join(", ", row!.AsArray().Select(static text => (string)text!))).ToArray();
        Assert.Equal(wanted, rows.Select(static row => row[^1]));
        Assert.Equal(("2001-02-01 00:00:00", "-45.000000"), (rows[0][1], rows[0][2]));
        Assert.Equal((((31 * 6) + 1) + 1).ToString(CultureInfo.InvariantCulture), rows[0][0]);
        Assert.Equal("Selected 4 rows out of 84", response.Message("explorecube_summary"));
        Assert.Contains("air temperature", response.Column("explorecube_metadata", "Value"));
        Assert.Equal(["time", "lat", "lon"], response.Column("explorecube_diminfo", "NAME"));
        Assert.Equal(["oph_time", "oph_base", "oph_base"], response.Column("explorecube_diminfo", "HIERARCHY"));
    }

    [Theory]
    [InlineData("src_path=/no/such/file.nc;measure=tas", "no-such")]
    [InlineData("src_path=FILE;measure=temperature", "temperature")]
    [InlineData("src_path=FILE;measure=tas;exp_dim=latitude", "latitude")]
    [InlineData("src_path=FILE;measure=tas;nfrag=99999999999", "nfrag")]
    [InlineData("src_path=FILE;measure=tas;subset_dims=lat;subset_filter=0:6", "0 to 5")]
    [InlineData("src_path=https://example.org/a.nc;measure=tas", "no path")]
    [InlineData("src_path=../../../../../../etc/passwd;measure=tas", "format")]
    [InlineData("src_path=FILE;measure=tas;exp_dim=time|time", "twice")]
    public async Task What_cannot_be_imported_is_said(string arguments, string said)
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, $"bad-{Guid.NewGuid():N}.nc"), days: 3);
        var client = OphidiaClient.Of(etalon);

        var error = await client.FailsAsync($"oph_importnc {arguments.Replace("FILE", file, StringComparison.Ordinal)};container=bad");

        Assert.Contains(said.Replace("no-such", "file.nc", StringComparison.Ordinal), error, StringComparison.Ordinal);
    }

    private static double[] Doubles(string base64) => MemoryMarshal.Cast<byte, double>(Convert.FromBase64String(base64)).ToArray();
}
