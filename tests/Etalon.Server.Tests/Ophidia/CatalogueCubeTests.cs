using System.Globalization;

namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class CatalogueCubeTests(RunningEtalon etalon)
{
    [Fact]
    public async Task A_cube_is_described_as_clients_read_it()
    {
        var (client, cube) = await NewCubeAsync("described");
        var schema = await client.OkAsync($"oph_cubeschema cube={cube};level=2");

        Assert.Equal(["cubeschema_cubeinfo", "cubeschema_morecubeinfo", "cubeschema_diminfo", "cubeschema_dimvalues", "status"], schema.Keys);
        Assert.Equal(["PID", "CREATION DATE", "MEASURE", "MEASURE TYPE", "LEVEL", "NUMBER OF FRAGMENTS", "SOURCE FILE"], schema.Columns("cubeschema_cubeinfo"));
        var info = schema.Rows("cubeschema_cubeinfo").Single();
        Assert.Equal((cube, "tas", "float", "0"), (info[0], info[2], info[3], info[4]));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", info[1]);
        Assert.Equal(
            ["DESCRIPTION", "HOST x CUBE", "FRAGMENTS x DATABASE", "ROWS x FRAGMENT", "ELEMENTS x ROW", "COMPRESSED", "CUBE SIZE", "UNIT", "NUMBER OF ELEMENTS"],
            schema.Columns("cubeschema_morecubeinfo"));
        var more = schema.Rows("cubeschema_morecubeinfo").Single();
        Assert.Equal(("366", "2196", "MB"), (more[4], more[8], more[7]));
        Assert.Equal(["NAME", "TYPE", "SIZE", "HIERARCHY", "CONCEPT LEVEL", "ARRAY", "LEVEL", "LATTICE NAME"], schema.Columns("cubeschema_diminfo"));
        Assert.Equal(["lat no 1", "lon no 2", "time yes 1"], schema.Rows("cubeschema_diminfo").Select(row => $"{row[0]} {row[5]} {row[6]}"));
        Assert.Equal(["lat", "lon", "time"], schema.Content("cubeschema_dimvalues").Select(part => (string)part["title"]!));
        Assert.Equal(366, schema.Rows("cubeschema_dimvalues", 2).Length);

        Assert.Equal(["0.008377", "MB"], (await client.OkAsync($"oph_cubesize cube={cube}")).Rows("cubesize").Single());
        Assert.Equal(["8.578125", "KB"], (await client.OkAsync($"oph_cubesize cube={cube};byte_unit=KB")).Rows("cubesize").Single());
        Assert.Equal("2196", (await client.OkAsync($"oph_cubeelements cube={cube}")).Rows("cubeelements").Single()[0]);
        Assert.Contains("Allowed: lat, lon, time", await client.FailsAsync($"oph_cubeschema cube={cube};level=1;dim=lot"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dimension_that_was_reduced_away_is_shown_until_it_is_cleared()
    {
        var (client, cube) = await NewCubeAsync("reduced");
        var reduced = (await client.OkAsync($"oph_reduce cube={cube};operation=avg")).Titled("Output Cube")!;

        var dimensions = (await client.OkAsync($"oph_cubeschema cube={reduced}")).Rows("cubeschema_diminfo");
        Assert.Equal(["time", "long", "ALL", "oph_time", "ALL", "yes", "0", "-"], dimensions[^1]);
        await client.OkAsync($"oph_cubeschema cube={reduced};action=clear");
        Assert.Equal(["lat", "lon"], (await client.OkAsync($"oph_cubeschema cube={reduced}")).Column("cubeschema_diminfo", "NAME"));
        Assert.Equal("6", (await client.OkAsync($"oph_cubeelements cube={reduced}")).Rows("cubeelements").Single()[0]);
        Assert.Contains("cannot be added", await client.FailsAsync($"oph_cubeschema cube={reduced};action=add;dim=time"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_of_dimensions_are_numbers_bytes_or_dates()
    {
        var (client, cube) = await NewCubeAsync("values");

        var plain = await client.OkAsync($"oph_cubeschema cube={cube};level=1;dim=time;show_index=yes");
        Assert.Equal(["INDEX", "VALUE"], plain.Columns("cubeschema_dimvalues"));
        Assert.Equal("366", plain.Rows("cubeschema_dimvalues")[^1][0]);
        var bytes = (await client.OkAsync($"oph_cubeschema cube={cube};level=1;dim=lat;base64=yes")).Rows("cubeschema_dimvalues")[0][0];
        Assert.Equal(sizeof(double), Convert.FromBase64String(bytes).Length);
        var numbers = (await client.OkAsync($"oph_cubeschema cube={cube};level=1;dim=lat")).Column("cubeschema_dimvalues", "VALUE");
        Assert.Equal(BitConverter.ToDouble(Convert.FromBase64String(bytes)), double.Parse(numbers[0], CultureInfo.InvariantCulture), 6);
        var dates = (await client.OkAsync($"oph_cubeschema cube={cube};level=1;dim=time;show_time=yes")).Column("cubeschema_dimvalues", "VALUE");
        Assert.All(dates, date => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", date));
    }

    [Fact]
    public async Task Provenance_is_told_in_both_directions()
    {
        var (client, cube) = await NewCubeAsync("provenance");
        var child = (await client.OkAsync($"oph_reduce cube={cube};operation=max")).Titled("Output Cube")!;

        var all = await client.OkAsync($"oph_cubeio cube={cube}");
        Assert.Equal(["INPUT CUBE", "OPERATION", "OUTPUT CUBE", "SOURCE"], all.Columns("cubeio"));
        Assert.Equal([["", "ROOT", cube, ""], [cube, "oph_reduce", child, ""]], all.Rows("cubeio"));
        var graph = all.Content("cubeio_graph").Single();
        Assert.Equal(["PID", "SOURCE"], graph["nodekeys"]!.AsArray().Select(key => (string)key!));
        Assert.Equal("""[[{"node":"1","description":"oph_reduce"}],[]]""", graph["nodelinks"]!.ToJsonString());
        Assert.Single((await client.OkAsync($"oph_cubeio cube={cube};branch=parent")).Rows("cubeio"));
        Assert.Equal([["oph_reduce", cube, child]], (await client.OkAsync("oph_tasks operator_filter=oph_red%")).Rows("tasks"));
    }

    [Fact]
    public async Task Metadata_is_added_read_changed_searched_and_deleted()
    {
        var (client, cube) = await NewCubeAsync("metadata");

        // Two changes within a second fail in the original.
        await client.OkAsync($"oph_metadata mode=insert;cube={cube};metadata_key=title|origin;metadata_value=A test|nowhere");
        await client.OkAsync($"oph_metadata mode=insert;cube={cube};metadata_key=height;metadata_type=double;metadata_value=2.5;variable=tas");
        var all = await client.OkAsync($"oph_metadata cube={cube}");
        Assert.Equal(["Id", "Variable", "Key", "Type", "Value", "Last_Modified", "User", "Vocabulary"], all.Columns("metadata_list"));
        var mine = all.Rows("metadata_list").Where(row => row[2] is "title" or "origin" or "height").ToArray();
        Assert.Equal(["title text A test", "origin text nowhere", "height double 2.5"], mine.Select(row => $"{row[2]} {row[3]} {row[4]}"));

        for (var i = 0; i < 3; i++)
        {
            await client.OkAsync($"oph_metadata mode=update;cube={cube};metadata_id={mine[2][0]};metadata_value={i}");
        }

        Assert.Equal("2", (await client.OkAsync($"oph_metadata cube={cube};metadata_id={mine[2][0]}")).Rows("metadata_list").Single()[4]);
        Assert.Contains("is no double", await client.FailsAsync($"oph_metadata mode=update;cube={cube};metadata_id={mine[2][0]};metadata_value=high"), StringComparison.Ordinal);
        Assert.Equal([cube], (await client.OkAsync("oph_search metadata_key_filter=tit%;metadata_value_filter=TEST")).Column("search", "Datacube"));
        await client.OkAsync($"oph_metadata mode=delete;cube={cube};metadata_key=title|origin");
        Assert.Empty((await client.OkAsync("oph_search metadata_key_filter=title")).Rows("search"));
        Assert.Contains("fits nothing", await client.FailsAsync($"oph_metadata mode=delete;cube={cube};metadata_key=title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fragments_are_listed_as_the_cube_would_lie_and_a_container_goes_with_its_cubes()
    {
        var (client, cube) = await NewCubeAsync("fragments");

        var list = await client.OkAsync($"oph_list level=8;cube={cube}");
        Assert.Equal(["CONTAINER PATH", "DATACUBE PID", "HOSTNAME", "ID DBMS", "DB NAME", "FRAGMENT NAME"], list.Columns("list"));
        Assert.All(list.Rows("list"), row => Assert.Equal(("/fragments", cube, "host1 (up)"), (row[0], row[1], row[2])));
        Assert.Equal($"Ophidia Filesystem: cube {cube}", list.Title("list"));
        var measures = await client.OkAsync("oph_list level=3;measure_filter=t%");
        Assert.Equal(["T", "PATH", "DATACUBE PID", "DESCRIPTION", "MEASURE", "LEVEL", "SOURCE"], measures.Columns("list"));
        Assert.Equal(["c", "fragments", cube, "", "tas", "0", ""], measures.Rows("list").Single());

        Assert.Contains("still has cubes", await client.FailsAsync("oph_deletecontainer container=fragments"), StringComparison.Ordinal);
        await client.OkAsync("oph_deletecontainer container=fragments;force=yes");
        Assert.Contains("There is no cube", await client.FailsAsync($"oph_cubeschema cube={cube}"), StringComparison.Ordinal);
    }

    /// <summary>A client in a session of its own, with a cube of 2 x 3 rows of 366 values.</summary>
    private async Task<(OphidiaClient Client, string Cube)> NewCubeAsync(string container)
    {
        var client = OphidiaClient.Of(etalon);
        await client.OkAsync($"oph_createcontainer container={container};dim=lat|lon|time;hierarchy=oph_base|oph_base|oph_time;base_time=2000-01-01 12:00:00");
        var made = await client.OkAsync(
            $"oph_randcube container={container};nfrag=1;ntuple=6;measure=tas;measure_type=float;exp_ndim=2;dim=lat|lon|time;dim_size=2|3|366;concept_level=c|c|d");
        return (client, made.Titled("Output Cube")!);
    }
}
