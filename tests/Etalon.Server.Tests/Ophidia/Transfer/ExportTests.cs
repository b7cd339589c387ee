using System.Net;
using System.Net.Http.Headers;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class ExportTests(RunningEtalon etalon)
{
    private const string Compare = """
        import sys, json, glob, numpy as np, xarray as xr
        a = xr.open_dataset(sys.argv[1]); b = xr.open_mfdataset(sorted(glob.glob(sys.argv[2]), key=lambda p: int(p.rsplit('_',1)[1][:-3])), combine='by_coords') if '*' in sys.argv[2] else xr.open_dataset(sys.argv[2])
        x, y = a.tas.transpose('time', 'lat', 'lon'), b.tas
        print(json.dumps({
            'same': bool(np.array_equal(x.values.astype('f4'), y.values.astype('f4'), equal_nan=True)), 'dims': list(y.dims), 'times': [str(t) for t in b.time.values[[0, -1]]],
            'lat': b.lat.values.tolist(), 'units': y.attrs.get('units'), 'long_name': y.attrs.get('long_name'), 'title': b.attrs.get('title'), 'calendar': b.time.encoding.get('calendar')}))
        """;

    [Fact]
    public async Task One_file_opens_in_xarray_and_cdo_with_everything_it_had()
    {
        var (client, pid, file) = await ImportAsync("single");

        var response = await client.OkAsync($"oph_exportnc2 cube={pid};force=yes");

        var made = await DownloadAsync(response.Titled("Output File")!, "single-out.nc");
        var seen = await Python.JsonAsync(Compare, file, made);
        Assert.True((bool)seen["same"]!, seen.ToJsonString());
        Assert.Equal(("K", "air temperature", "made up", "noleap"), ((string)seen["units"]!, (string)seen["long_name"]!, (string)seen["title"]!, (string)seen["calendar"]!));
        Assert.Equal("2001-02-09 00:00:00", (string)seen["times"]![1]!);
        var cdo = await Child.RunAsync("cdo", ["-s", "sinfon", made]);
        Assert.True(cdo.ExitCode == 0, cdo.ToString());
    }

    [Fact]
    public async Task Fragments_become_files_that_together_are_the_cube()
    {
        var (client, pid, file) = await ImportAsync("pieces", "nfrag=3");
        var folder = Path.Combine(etalon.Files, "pieces-out");

        var response = await client.OkAsync($"oph_exportnc cube={pid};output_path={folder};output_name=part;export_metadata=no");

        Assert.Equal(3, response.Titled("Output Files")!.Split('\n').Length);
        var seen = await Python.JsonAsync(Compare, file, Path.Combine(folder, "part_*.nc"));
        Assert.True((bool)seen["same"]!, seen.ToJsonString());
        Assert.Null(seen["title"]);
        Assert.Contains("exists already", await client.FailsAsync($"oph_exportnc cube={pid};output_path={folder};output_name=part"), StringComparison.Ordinal);
        await client.OkAsync($"oph_exportnc cube={pid};output_path={folder};output_name=part;force=yes");
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task Edited_metadata_goes_into_the_file()
    {
        var (client, pid, file) = await ImportAsync("edited");
        await client.OkAsync($"oph_metadata cube={pid};mode=insert;metadata_key=remark;variable=tas;metadata_value=looked at");

        var response = await client.OkAsync($"oph_exportnc2 cube={pid};output_name=edited");

        var made = await DownloadAsync(response.Titled("Output File")!, "edited-out.nc");
        Assert.Equal("looked at", (await Python.RunAsync("import sys,xarray as xr\nprint(xr.open_dataset(sys.argv[1]).tas.attrs['remark'])", made)).Trim());
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("output_name=../x")]
    [InlineData("output_name=.hidden")]
    [InlineData("output_path=HOME/datasets")]
    [InlineData("deflate=10")]
    public async Task Other_places_are_refused(string arguments)
    {
        var (client, pid, _) = await ImportAsync("places");

        var error = await client.FailsAsync($"oph_exportnc2 cube={pid};{arguments.Replace("HOME", etalon.Home, StringComparison.Ordinal)}");

        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Pages_are_published_served_to_who_may_see_them_and_taken_away()
    {
        var (client, pid, _) = await ImportAsync("pages", "nfrag=3");

        var url = (await client.OkAsync($"oph_publish cube={pid};show_index=yes;show_id=yes;show_time=yes")).Titled("Output URL")!;

        var (status, index) = await GetAsync(url, etalon.Token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("page-3.html", index, StringComparison.Ordinal);
        Assert.Contains("air temperature", index, StringComparison.Ordinal);
        var (_, page) = await GetAsync(url.Replace("index.html", "page-2.html", StringComparison.Ordinal), etalon.Token);
        Assert.Contains("rel=\"prev\"", page, StringComparison.Ordinal);
        var cells = await client.OkAsync($"oph_explorecube cube={pid};limit_filter=17;show_index=yes");
        Assert.Contains($"<td>{cells.Rows("explorecube_data")[16][^1]}</td></tr>", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(url, "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(url.Replace("index.html", "..%2F..%2Ftoken", StringComparison.Ordinal), etalon.Token)).Status);

        // Again, and two at once: the pages are replaced, and nothing is left over.
        var others = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => client.OkAsync($"oph_publish cube={pid}")));
        Assert.All(others, other => Assert.Equal(url, other.Titled("Output URL")));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(url, etalon.Token)).Status);
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(etalon.Home, "staging"), "pages-*"));
        Assert.Single(Directory.EnumerateDirectories(Path.Combine(etalon.Home, "published", pid.Split('/')[^2])));
        await client.OkAsync($"oph_unpublish cube={pid}");
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(url, etalon.Token)).Status);
        Assert.Contains("no pages", await client.FailsAsync($"oph_unpublish cube={pid}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_file_goes_on_where_the_cube_ends()
    {
        var (client, pid, _) = await ImportAsync("first");
        var second = Path.Combine(etalon.Files, "second.nc");
        await Python.RunAsync(
            "import sys,xarray as xr\nd=xr.open_dataset(sys.argv[1],decode_cf=False)\nd=d.assign_coords(time=('time',d.time.values+40,d.time.attrs))\nd.to_netcdf(sys.argv[2])", Path.Combine(etalon.Files, "first.nc"), second);

        var response = await client.OkAsync($"oph_concatnc src_path={second};cube={pid}");

        var made = await client.OkAsync($"oph_explorecube cube={response.Titled("Output Cube")};level=2;limit_filter=1;show_time=yes");
        var times = made.Rows("explorecube_dimvalues", 2);
        Assert.Equal(80, times.Length);
        Assert.Equal(("2001-01-01 00:00:00", "2001-03-21 00:00:00"), (times[0][1], times[^1][1]));
        var values = made.Rows("explorecube_data")[0][^1].Split(", ");
        Assert.Equal(values[..40], values[40..]);
        var continued = await client.OkAsync($"oph_concatnc src_path={Path.Combine(etalon.Files, "first.nc")};cube={pid};dim_continue=yes");
        Assert.Equal(80, (await client.OkAsync($"oph_explorecube cube={continued.Titled("Output Cube")};level=2;limit_filter=1")).Rows("explorecube_dimvalues", 2).Length);
    }

    private async Task<(OphidiaClient Client, string Pid, string File)> ImportAsync(string name, string more = "")
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, $"{name}.nc"), days: 40);
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importnc src_path={file};measure=tas;exp_dim=lat|lon;imp_dim=time;{more}")).Titled("Output Cube")!;
        return (client, pid, file);
    }

    private async Task<string> DownloadAsync(string url, string name)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", etalon.Token);
        var path = Path.Combine(etalon.Files, name);
        await File.WriteAllBytesAsync(path, await http.GetByteArrayAsync(url));
        return path;
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(string url, string token)
    {
        using var http = new HttpClient();
        if (token.Length > 0)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.GetAsync(url);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
