namespace Etalon.Server.Tests;

[Collection(SharedEtalon.Name)]
public sealed class ProgramTests(RunningEtalon etalon)
{
    [Fact]
    public async Task Cdo_takes_cubes_and_files_and_its_output_can_be_imported()
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, "cdo.nc"), days: 30);
        var client = OphidiaClient.Of(etalon);
        var pid = (await client.OkAsync($"oph_importnc src_path={file};measure=tas;exp_dim=time|lat;imp_dim=lon")).Titled("Output Cube");

        var response = await client.OkAsync($"oph_cdo command=-timmean;args=-s;input={pid};output={etalon.Files}/mean.nc");

        Assert.Equal("0", response.Message("script_returncode"));
        var wanted = await Python.RunAsync("import sys,xarray as xr\nprint('%.3f'%float(xr.open_dataset(sys.argv[1]).tas.mean('time').mean()))", file);
        Assert.Equal(wanted, await Python.RunAsync("import sys,xarray as xr\nprint('%.3f'%float(xr.open_dataset(sys.argv[1]).tas.mean()))", Path.Combine(etalon.Files, "mean.nc")));
        Assert.Contains("exit code", await client.FailsAsync($"oph_cdo command=-nosuchoperator;input={file};output={etalon.Files}/none.nc"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registered_scripts_run_shut_in()
    {
        var scripts = Directory.CreateDirectory(Path.Combine(etalon.Home, "scripts")).FullName;
        var script = Path.Combine(scripts, "look.sh");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\necho \"$1|$2\"\ncat {etalon.Home}/token 2>/dev/null || echo no token\nls /home 2>/dev/null || echo no home\n(echo > /dev/tcp/127.0.0.1/22) 2>/dev/null || echo no net\ntouch /usr/x 2>/dev/null || echo read only\necho oops >&2\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var client = OphidiaClient.Of(etalon);

        var response = await client.OkAsync("oph_script script=look.sh;args=a|b c;space=yes");

        Assert.Equal("a|b c\nno token\nno home\nno net\nread only", response.Titled("Output"));
        Assert.Equal("oops", response.Titled("Error"));
        Assert.Contains(["look.sh"], (await client.OkAsync("oph_script list=yes")).Rows("script_list"));
        Assert.Contains("look.sh", await client.FailsAsync("oph_script script=lok.sh"), StringComparison.Ordinal);
        Assert.NotEmpty(await client.FailsAsync("oph_script script=../token"));
        Assert.NotEmpty(await client.FailsAsync("oph_generic command=/bin/sh"));
        Assert.Contains("B2DROP", await client.FailsAsync("oph_b2drop src_path=/x"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_listed_made_moved_and_removed()
    {
        var client = OphidiaClient.Of(etalon);
        var root = Directory.CreateDirectory(Path.Combine(etalon.Files, $"fs-{Guid.NewGuid():N}")).FullName;
        await Climate.WriteAsync(Path.Combine(root, "a.nc"), days: 2);

        await client.OkAsync($"oph_fs command=mkdir;dpath={root}/sub");
        await client.OkAsync($"oph_fs command=mv;dpath={root}/a.nc|{root}/sub/b.nc");
        var moved = await client.OkAsync($"oph_fs command=cd;dpath={root}");

        Assert.Equal(root, moved.Titled("Current Data Directory"));
        client.Cdd = root;
        Assert.Equal([["d", "sub/"]], (await client.OkAsync("oph_fs command=ls")).Rows("fs"));
        Assert.Equal([["f", "sub/b.nc"]], (await client.OkAsync("oph_fs command=ls;recursive=yes;file=*.nc;measure=tas")).Rows("fs"));
        Assert.NotEmpty(await client.FailsAsync("oph_fs command=rm;dpath=sub"));
        Assert.NotEmpty(await client.FailsAsync($"oph_fs command=rm;dpath={etalon.Home}/token"));
        await client.OkAsync("oph_fs command=rm;dpath=sub/b.nc");
        await client.OkAsync("oph_fs command=rm;dpath=sub");
        Assert.Empty((await client.OkAsync("oph_fs command=ls")).Rows("fs"));
        Assert.Contains("no folder", await client.FailsAsync("oph_fs command=cd;dpath=nowhere"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_looked_into_without_importing_it()
    {
        var file = await Climate.WriteAsync(Path.Combine(etalon.Files, "look.nc"), days: 5);
        var client = OphidiaClient.Of(etalon);

        var contents = await client.OkAsync($"oph_explorenc src_path={file};level=0");
        var samples = await client.OkAsync($"oph_explorenc src_path={file};measure=tas;level=2;subset_dims=time;subset_filter=1;limit_filter=2");

        Assert.Equal(["tas"], contents.Column("explorenc_varinfo", "NAME"));
        Assert.Equal(["5", "6", "8"], contents.Column("explorenc_diminfo", "SIZE"));
        Assert.Contains("made up", contents.Column("explorenc_metadata", "Value"));
        var wanted = await Python.RunAsync("import sys,xarray as xr\nprint(', '.join('nan' if v==-32768 else '%.10f'%(int(v)*0.01+280.0) for v in xr.open_dataset(sys.argv[1],mask_and_scale=False).tas[1,0].values))", file);
        Assert.Equal(wanted.Trim(), samples.Rows("explorenc_data")[0][^1]);
        Assert.Equal("Selected 2 rows out of 6", samples.Message("explorenc_summary"));
        Assert.Contains("oph_apply", await client.FailsAsync($"oph_explorenc src_path={file};measure=tas;level=1;show_fit=yes"), StringComparison.Ordinal);
    }
}
