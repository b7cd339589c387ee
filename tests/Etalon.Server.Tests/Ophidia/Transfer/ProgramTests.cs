using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
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
    public async Task A_program_is_a_run_with_a_log_and_stopping_the_request_ends_it()
    {
        var sleep = string.Create(CultureInfo.InvariantCulture, $"60.{Environment.ProcessId}7");
        var script = await ScriptAsync("wait.sh", $"echo begun; sleep {sleep}");
        var client = OphidiaClient.Of(etalon);
        client.ExecMode = "async";
        using var http = etalon.NewClient();

        await client.SubmitAsync($"oph_script script={script}");

        var run = "";
        await UntilAsync(async () =>
        {
            var runs = JsonNode.Parse(await http.GetStringAsync("/api/runs?operator=program&state=running"))!.AsArray();
            run = (string?)runs.Select(static one => one!["run"]).FirstOrDefault() ?? "";
            return run.Length > 0 && string.Equals(await http.GetStringAsync($"/api/runs/{run}/log"), "begun\n", StringComparison.Ordinal);
        });
        Assert.NotEmpty(Processes.WithArgument(sleep));
        await client.OkAsync($"oph_cancel id={client.LastWorkflow}");
        await UntilAsync(async () => JsonNode.Parse(await http.GetStringAsync($"/api/runs/{run}"))!["state"]!.ToString() is "cancelled");
        Assert.Empty(Processes.WithArgument(sleep));
    }

    [Theory]
    [InlineData("""{"operator": "program", "set": {"program": "touch", "arguments": ["x"]}}""")]
    [InlineData("""{"operator": "program", "set": {"program": "touch"}, "isOfServer": true, "mayUseReserved": true, "plan": true}""")]
    [InlineData("""{"operator": "program", "set": {"program": "touch"}, "class": "batch", "ranks": 2}""")]
    [InlineData("""{"workflow": {"etalon": 1, "nodes": {"step": {"op": "program", "set": {"program": "touch"}}}, "outputs": {}}}""")]
    public async Task Nobody_orders_programs_as_runs_not_even_administrators(string order)
    {
        using var http = etalon.NewClient();
        using var content = new StringContent(order, System.Text.Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync("/api/runs", content);

        Assert.Equal(System.Net.HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("reserved-operator", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"program\"", await http.GetStringAsync("/api/operators"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guests_without_the_right_to_execute_run_no_program_and_users_reach_no_file_of_the_server_s_own()
    {
        var script = await ScriptAsync("true.sh", "true");
        var (owner, guest) = (await OphidiaUsers.ClientAsync(etalon), await OphidiaUsers.ClientAsync(etalon));
        await owner.OkAsync("oph_manage_session action=new");
        await owner.OkAsync($"oph_manage_session action=grant;user={guest.User};role=write");
        guest.Session = owner.Session;

        foreach (var command in new[] { $"oph_script script={script}", "oph_generic command=true", "oph_cdo command=-h" })
        {
            await guest.SubmitAsync(command);
            Assert.NotEqual(0, guest.LastReturnValue);
        }

        Assert.Contains("There is no", await owner.FailsAsync($"oph_generic command=cat;input={etalon.Home}/token"), StringComparison.Ordinal);
        Assert.Contains("may not be written", await owner.FailsAsync($"oph_generic command=touch;output={etalon.Files}/mine"), StringComparison.Ordinal);
        await owner.OkAsync($"oph_script script={script}");
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

    /// <summary>A new registered script.</summary>
    private async Task<string> ScriptAsync(string name, string text)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(etalon.Home, "scripts")).FullName, name);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return name;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(began.Elapsed < TimeSpan.FromSeconds(20));
            await Task.Delay(50);
        }
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
        Assert.Contains("oph_apply", await client.FailsAsync($"oph_explorenc src_path={file};measure=tas;level=1;wavelet=yes"), StringComparison.Ordinal);
    }
}
