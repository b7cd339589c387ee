using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class OutputTests(RunningEtalon etalon)
{
    [Theory]
    [InlineData("yes", true)]
    [InlineData("no", false)]
    public async Task Files_are_deflated_with_shuffled_bytes_or_without(string shuffle, bool isShuffled)
    {
        var (client, pid, file) = await ImportAsync($"shuffle-{shuffle}");
        var folder = Path.Combine(etalon.Files, $"shuffle-{shuffle}");

        await client.OkAsync($"oph_exportnc2 cube={pid};output_path={folder};output_name=out;deflate=4;shuffle={shuffle}");

        var seen = await Python.JsonAsync(
            "import sys,json,netCDF4,numpy as np\na=netCDF4.Dataset(sys.argv[1])['tas'];b=netCDF4.Dataset(sys.argv[2])['tas']\nf=b.filters()\n"
            + "x=np.ma.filled(a[:].astype('f8'),np.nan);y=np.ma.filled(b[:].astype('f8'),np.nan)\n"
            + "print(json.dumps([f['zlib'],f['shuffle'],f['complevel'],bool(np.allclose(x,y.transpose([b.dimensions.index(d) for d in a.dimensions]),rtol=1e-6,equal_nan=True))]))",
            file, Path.Combine(folder, "out.nc"));
        Assert.Equal($"[true,{(isShuffled ? "true" : "false")},4,true]", seen.ToJsonString());
    }

    [Fact]
    public async Task Files_of_misc_lie_in_the_sessions_folder()
    {
        var (client, pid, _) = await ImportAsync("misc");
        var numbers = string.Join('_', pid.Split('/')[^2..]);

        var response = await client.OkAsync($"oph_exportnc2 cube={pid};misc=yes;shuffle=yes");

        var made = response.Titled("Output File")!;
        Assert.Equal(($"tas_{numbers}.nc", true), (Path.GetFileName(made), File.Exists(made)));
        Assert.Equal($"session-{client.Session.Split('/')[^2]}", Path.GetFileName(Path.GetDirectoryName(made)));
        Assert.Contains("without deflate", response.Titled("WARNING"), StringComparison.Ordinal);
        Assert.Contains("one of them", await client.FailsAsync($"oph_exportnc2 cube={pid};misc=yes;output_path={etalon.Files}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_explored_is_written_to_a_file_as_well()
    {
        var (client, pid, _) = await ImportAsync("explored");
        var folder = Path.Combine(etalon.Files, "explored-out");

        var response = await client.OkAsync($"oph_explorecube cube={pid};limit_filter=3;output_path={folder};output_name=part");

        var written = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "part.json")))!;
        Assert.Equal(response.Json["response"]!.ToJsonString(), written["response"]!.ToJsonString());
        Assert.Equal(3, response.Rows("explorecube_data").Length);
        Assert.Contains("exists already", await client.FailsAsync($"oph_explorecube cube={pid};output_path={folder};output_name=part"), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public async Task An_import_says_what_is_not_as_the_conventions_want_it()
    {
        var file = etalon.NewFile("odd.nc");
        await Python.RunAsync(
            "import sys,netCDF4\nd=netCDF4.Dataset(sys.argv[1],'w')\nd.createDimension('time',3);d.createDimension('x',3)\nt=d.createVariable('time','f8',('time',));t[:]=[1,3,2]\n"
            + "x=d.createVariable('x','f8',('x',));x[:]=[1,2,3];x.units='m'\nv=d.createVariable('speed','f4',('time','x'));v[:]=1;v.units='furlongs per blink'\nd.close()",
            file);
        var client = OphidiaClient.Of(etalon);

        var response = await client.OkAsync($"oph_importnc src_path={file};measure=speed;check_compliance=yes;container=odd");

        string[] said = [.. response.Json["response"]!.AsArray().Select(static item => item!["objcontent"]![0]!).Where(static text => (string?)text["title"] is "WARNING").Select(static text => ((string)text["message"]!).Trim())];
        Assert.Equal(
            [
                "The file does not name its conventions.", "The units 'furlongs per blink' of 'speed' are not known.", "'speed' has neither a standard_name nor a long_name.",
                "'time' has no units, which would name the moment to count from.", "The values of 'time' neither rise nor fall throughout.",
            ],
            said);
        var (_, _, good) = await ImportAsync("kept-to");
        await Python.RunAsync("import sys,netCDF4\nd=netCDF4.Dataset(sys.argv[1],'a')\nd.Conventions='CF-1.8'\nd.close()", good);
        Assert.Null((await client.OkAsync($"oph_importnc src_path={good};measure=tas;check_compliance=yes;container=kept-to")).Titled("WARNING"));
    }

    [Fact]
    public async Task Pages_go_into_a_folder_as_well()
    {
        var (client, pid, _) = await ImportAsync("pages-out", "nfrag=3");
        var folder = Path.Combine(etalon.Files, "pages-out");

        var url = (await client.OkAsync($"oph_publish cube={pid};output_path={folder}")).Titled("Output URL");

        Assert.Equal(["index.html", "page-1.html", "page-2.html", "page-3.html"], Directory.GetFiles(folder).Select(static path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Contains("files in it", await client.FailsAsync($"oph_publish cube={pid};output_path={folder}"), StringComparison.Ordinal);
        Assert.Equal(url, (await client.OkAsync($"oph_publish cube={pid};output_path={folder};force=yes")).Titled("Output URL"));
        Assert.Null((await client.OkAsync($"oph_publish cube={pid};output_path=pages;ncores=4;nthreads=8")).Titled("WARNING"));
        Assert.False(Directory.Exists("/pages"));
    }

    [Fact]
    public async Task Rows_of_a_file_are_described_by_statistics_and_lines()
    {
        var file = etalon.NewFile("rows.nc");
        await Python.RunAsync(
            "import sys,numpy as np,xarray as xr\nv=np.random.default_rng(3).integers(0,50,(4,3,20)).astype('i2')\nxr.Dataset({'n':(('y','x','t'),v)},coords={'y':[1.,2,3,4],'t':np.arange(20)*0.5}).to_netcdf(sys.argv[1])",
            file);
        var client = OphidiaClient.Of(etalon);

        var response = await client.OkAsync($"oph_explorenc src_path={file};measure=n;level=1;show_stats=10100001100100;show_fit=yes;subset_dims=y|t;subset_filter=1:3|2:17;limit_filter=4");

        var wanted = await Python.JsonAsync(
            "import sys,json,numpy as np,xarray as xr\nd=xr.open_dataset(sys.argv[1]);v=d.n.values[1:4,:,2:18].reshape(-1,16)[:4].astype('f8');t=d.t.values[2:18]\n"
            + "print(json.dumps([[r.mean(),r.std(ddof=1),r.max(),r.min(),np.median(r),*np.polyfit(t,r,1)[::-1]] for r in v]))",
            file);
        Assert.Equal(["y", "x", "MEAN", "STANDARD DEVIATION", "MAX", "MIN", "QUANTILE 0.5"], response.Columns("explorenc_stats"));
        Assert.Equal(["y", "x", "INTERCEPT", "SLOPE"], response.Columns("explorenc_fit"));
        var seen = response.Rows("explorenc_stats").Zip(response.Rows("explorenc_fit"), static (stats, fit) => stats[2..].Concat(fit[2..]).Select(Number)).SelectMany(static row => row);
        Assert.Equal(wanted.AsArray().SelectMany(static row => row!.AsArray()).Select(static value => (double)value!), seen, static (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal(["2.000000", "2.000000", "2.000000", "3.000000"], response.Column("explorenc_stats", "y"));
        Assert.Contains("14 digits", await client.FailsAsync($"oph_explorenc src_path={file};measure=n;level=1;show_stats=101"), StringComparison.Ordinal);
        Assert.Contains("one dimension", await client.FailsAsync($"oph_explorenc src_path={file};measure=n;level=1;show_fit=yes;exp_dim=y;imp_dim=x|t"), StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private async Task<(OphidiaClient Client, string Pid, string File)> ImportAsync(string name, string more = "")
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, $"{name}.nc"), days: 40);
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importnc src_path={file};measure=tas;exp_dim=lat|lon;imp_dim=time;{more}")).Titled("Output Cube")!;
        return (client, pid, file);
    }
}
