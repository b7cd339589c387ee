using System.Diagnostics;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class CatalogueTests(RunningEtalon etalon)
{
    [Fact]
    public async Task Folders_and_containers_are_made_listed_moved_and_deleted()
    {
        var client = await NewSessionAsync();
        Assert.Empty((await client.OkAsync("oph_list level=2;recursive=yes")).Rows("list"));

        await client.OkAsync("oph_folder command=mkdir;path=a");
        await client.OkAsync("oph_folder command=mkdir;path=/a/b");
        var moved = await client.OkAsync("oph_folder command=cd;path=a/b");
        Assert.Equal("/a/b", moved.Titled("Current Working Directory"));
        Assert.Equal("/a/b", client.Cwd);
        Assert.Equal("folder", moved.Keys[0]);

        var created = await client.OkAsync("oph_createcontainer container=test;dim=lat|lon|time;dim_type=double;hierarchy=oph_base|oph_base|oph_time;units=h");
        Assert.Matches(@"^https://.+/\d+$", created.Titled("Output Container"));
        Assert.Equal(["c", "test"], (await client.OkAsync("oph_list level=1")).Rows("list").Single());
        var list = await client.OkAsync("oph_list level=2;path=/;recursive=yes");
        Assert.Equal(["T", "PATH", "DATACUBE PID", "DESCRIPTION"], list.Columns("list"));
        Assert.Equal(["a/", "a/b/", "a/b/test"], list.Column("list", "PATH"));
        Assert.Equal("Ophidia Filesystem: /", list.Title("list"));

        var schema = await client.OkAsync("oph_containerschema container=test");
        Assert.Equal(["test", "", "CF"], schema.Rows("containerschema_info").Single());
        Assert.Equal(
            ["NAME", "TYPE", "HIERARCHY", "BASE TIME", "CALENDAR", "UNITS", "LEAP MONTH", "LEAP YEAR", "MONTH LENGTHS"], schema.Columns("containerschema_diminfo"));
        Assert.Equal(["time", "double", "oph_time", "1900-01-01 00:00:00", "standard", "h", "2", "0", "31,28,31,30,31,30,31,31,30,31,30,31"], schema.Rows("containerschema_diminfo")[2]);
        Assert.Empty((await client.OkAsync("oph_showgrid container=test")).Rows("showgrid_list"));

        await client.OkAsync("oph_movecontainer container=test|../other");
        await client.OkAsync("oph_folder command=mv;path=/a/b|/c");
        client.Cwd = "/";
        Assert.Equal(["a/", "c/", "a/other"], (await client.OkAsync("oph_list level=1;recursive=yes")).Column("list", "PATH"));
        await client.OkAsync($"oph_deletecontainer container={created.Titled("Output Container")}");
        await client.OkAsync("oph_folder command=rm;path=a");
        await client.OkAsync("oph_folder command=rm;path=c");
        Assert.Empty((await client.OkAsync("oph_list level=2;recursive=yes")).Rows("list"));
    }

    [Theory]
    [InlineData("oph_list path=nowhere", "There is no folder '/nowhere'")]
    [InlineData("oph_list path=../..", "leads out of the session")]
    [InlineData("oph_list level=11", "'level' is '11'; it may be 0, 1, 2")]
    [InlineData("oph_list level=5;cube=all", "'cube' is needed at level 5")]
    [InlineData("oph_cubeschema cube=x", "'x' is no cube of this server")]
    [InlineData("oph_folder command=cd;path=nowhere", "There is no folder")]
    [InlineData("oph_folder command=mv;path=a", "takes two paths")]
    [InlineData("oph_createcontainer container=c", "'dim' is needed")]
    [InlineData("oph_createcontainer container=c;dim=a|a", "each once")]
    [InlineData("oph_createcontainer container=c;dim=a|b|c;dim_type=int|int", "2 values for 3 dimensions")]
    [InlineData("oph_deletecontainer container=nothing", "There is no container")]
    [InlineData("oph_hierarchy hierarchy=oph_tim", "Did you mean 'oph_time'?")]
    [InlineData("oph_man function=oph_reduc", "Did you mean 'oph_reduce'")]
    [InlineData("oph_loggingbk mask=12", "three digits")]
    [InlineData("oph_loggingbk job_level=1;job_creation_filter=soon,later", "'soon', which is no date")]
    [InlineData("oph_instances action=add", "there is one partition")]
    public async Task What_is_wrong_is_said(string command, string expected)
    {
        var client = await NewSessionAsync();

        Assert.Contains(expected, await client.FailsAsync(command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operators_primitives_and_hierarchies_are_listed_and_explained()
    {
        var client = await NewSessionAsync();

        Assert.Equal(["OPH_CUBEELEMENTS", "OPH_CUBEIO"], (await client.OkAsync("oph_operators_list operator_filter=cube;limit_filter=2")).Column("operators_list_list", "OPERATORS"));
        var primitives = await client.OkAsync("oph_primitives_list level=4;primitive_filter=oph_reduce%");
        Assert.Contains(["oph_reduce", "array", "etalon", "simple"], primitives.Rows("primitives_list_list"));
        var aggregates = (await client.OkAsync("oph_primitives_list primitive_type=aggregate")).Column("primitives_list_list", "PRIMITIVE NAME");
        Assert.Contains("oph_aggregate_operator", aggregates);
        Assert.DoesNotContain("oph_reduce", aggregates);
        Assert.Equal(["oph_base", "oph_time"], (await client.OkAsync("oph_hierarchy")).Column("hierarchy_list", "HIERARCHY NAME"));
        Assert.Equal("A", (await client.OkAsync("oph_hierarchy hierarchy=oph_time")).Rows("hierarchy_attrs")[0][1]);

        var man = await client.OkAsync("oph_man function=oph_reduce");
        Assert.Equal(["man_function", "man_info", "man_args", "status"], man.Keys);
        Assert.Equal(["NAME", "TYPE", "MANDATORY", "DEFAULT", "MIN", "MAX", "VALUES"], man.Columns("man_args"));
        Assert.Contains(man.Rows("man_args"), row => row[0] is "operation" && row[2] is "yes" && row[6].Contains("max", StringComparison.Ordinal));
        Assert.Contains("oph_affine(", (await client.OkAsync("oph_man function=oph_affine;function_type=primitive")).Rows("man_info")[0][1], StringComparison.Ordinal);
        Assert.Equal("oph_explorecube (version 1.0)", (await client.OkAsync("oph_man function=oph_inspect_frag")).Message("man_function"));
    }

    [Fact]
    public async Task Hosts_and_jobs_are_listed()
    {
        var client = await NewSessionAsync();
        await client.OkAsync("oph_list level=0");
        await client.FailsAsync("oph_list path=nowhere");

        Assert.Equal("up", (await client.OkAsync("oph_instances level=1")).Rows("instances").Single()[3]);
        Assert.Empty((await client.OkAsync("oph_instances host_filter=nothing")).Rows("instances"));
        var code = client.Session.Split('/')[^2];
        var book = await client.OkAsync($"oph_loggingbk job_level=2;mask=111;session_filter={code}");
        Assert.Equal(["OPH_STATUS_COMPLETED", "OPH_STATUS_ERROR", "OPH_STATUS_COMPLETED", "OPH_STATUS_COMPLETED"], book.Column("loggingbk", "JOB STATUS")[^5..^1]);
        Assert.All(book.Column("loggingbk", "SESSION ID"), session => Assert.Equal(client.Session, session));
        var failed = await client.OkAsync($"oph_loggingbk job_level=1;mask=010;job_status_filter=%ERROR;session_filter={code}");
        Assert.Contains("path=nowhere", failed.Column("loggingbk", "SUBMISSION STRING").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_that_looks_answers_within_milliseconds()
    {
        var client = await NewSessionAsync();
        for (var i = 0; i < 20; i++)
        {
            await client.OkAsync("oph_list level=2");
        }

        var times = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await client.OkAsync("oph_list level=2");
            times.Add(Stopwatch.GetElapsedTime(start));
        }

        // Measured 5 ms with a handshake each; 25 are promised on a machine at rest, tests share theirs.
        Assert.True(times.Order().ElementAt(5) < TimeSpan.FromMilliseconds(100), $"{times.Min().TotalMilliseconds} ms at best");
    }

    /// <summary>A client in a session of its own.</summary>
    private async Task<OphidiaClient> NewSessionAsync()
    {
        var client = OphidiaClient.Of(etalon);
        await client.OkAsync("oph_list level=0");
        return client;
    }
}
