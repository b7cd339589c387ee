namespace Etalon.Server.Tests;

[Collection(OphidiaEtalon.Name)]
public sealed class RightsAndTimeTests(RunningEtalon etalon)
{
    [Fact]
    public async Task An_administrator_changes_metadata_of_other_sessions_and_others_do_not()
    {
        var owner = await OphidiaUsers.ClientAsync(etalon);
        var container = $"r{Guid.NewGuid():N}";
        await owner.OkAsync($"oph_randcube container={container};nfrag=1;measure=tas;measure_type=float;exp_ndim=1;dim=lat|lon;dim_size=2|3");
        var admin = OphidiaClient.Of(etalon);

        await admin.OkAsync($"oph_metadata mode=insert;cube={owner.Cube};metadata_key=checked;metadata_value=yes");
        var seen = await owner.OkAsync($"oph_metadata cube={owner.Cube};metadata_key=checked");

        Assert.Equal("yes", seen.Rows("metadata_list").Single()[4]);

        // Whoever may only look into the session does not change it; neither from within it, nor from a session of their own.
        var (guest, stranger) = (await OphidiaUsers.ClientAsync(etalon), await OphidiaUsers.ClientAsync(etalon));
        await owner.OkAsync($"oph_manage_session action=grant;user={guest.User};role=write");
        var change = $"oph_metadata mode=insert;cube={owner.Cube};metadata_key=checked;metadata_value=no";
        await guest.OkAsync("oph_manage_session action=new");
        Assert.Contains("belongs to another session", await guest.FailsAsync(change), StringComparison.Ordinal);
        Assert.Contains("There is no cube", await stranger.FailsAsync(change), StringComparison.Ordinal);
        await owner.OkAsync($"oph_manage_session action=grant;user={guest.User};role=read");
        guest.Session = owner.Session;
        await guest.SubmitAsync(change);
        Assert.NotEqual(0, guest.LastReturnValue);
        Assert.Equal("yes", (await owner.OkAsync($"oph_metadata cube={owner.Cube};metadata_key=checked")).Rows("metadata_list").Single()[4]);
    }

    [Fact]
    public async Task A_file_whose_time_has_no_unit_takes_that_of_the_task()
    {
        var file = Path.Combine(etalon.Files, $"bare-{Guid.NewGuid():N}.nc");
        await Python.RunAsync(
            "import sys,numpy as np,xarray as xr\nxr.Dataset({'tas':(('time','lat'),np.arange(8.).reshape(4,2))},coords={'time':np.arange(4.),'lat':[0.,1.]}).to_netcdf(sys.argv[1])", file);
        var client = OphidiaClient.Of(etalon);
        await client.OkAsync(
            $"oph_importnc src_path={file};measure=tas;exp_dim=lat;imp_dim=time;hierarchy=oph_base|oph_time;units=d;base_time=2000-02-28 00:00:00;container=bare{Guid.NewGuid():N}");

        var dates = (await client.OkAsync($"oph_cubeschema cube={client.Cube};level=1;dim=time;show_time=yes")).Column("cubeschema_dimvalues", "VALUE");
        var row = (await client.OkAsync($"oph_explorecube cube={client.Cube};subset_dims=time;subset_filter=2000-03;subset_type=coord")).Rows("explorecube_data")[0];

        Assert.Equal(["2000-02-28 00:00:00", "2000-02-29 00:00:00", "2000-03-01 00:00:00", "2000-03-02 00:00:00"], dates);
        Assert.Equal("4.0000000000, 6.0000000000", row[^1]);
    }
}
