using System.Globalization;

namespace Etalon.Server.Tests;

/// <summary>Sessions, and who may use them.</summary>
[Collection(OphidiaEtalon.Name)]
public sealed class SessionTests(RunningEtalon etalon)
{
    private const int Authentication = 5;

    /// <summary>Fails within its document: it needs a session, and leaves a job there.</summary>
    private const string Anything = "oph_delete cube=https://localhost/ophidia/999999/999999";

    [Fact]
    public async Task Somebody_new_starts_as_PyOphidia_does()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);

        var first = await client.OkAsync("oph_get_config key=OPH_SESSION_ID");
        Assert.Equal(["OPH_SESSION_ID", ""], first.Rows("get_config")[0]);

        await client.SubmitAsync(Anything);
        var session = client.Session;
        Assert.Matches("^https://localhost/ophidia/sessions/[0-9a-f]+/experiment$", session);

        // The next start finds the session again.
        var again = new OphidiaClient(etalon.OphidiaPort, client.User, OphidiaUsers.Password);
        Assert.Equal(session, (await again.OkAsync("oph_get_config key=OPH_SESSION_ID")).Rows("get_config")[0][1]);
        foreach (var (key, value) in new[] { ("OPH_BASE_SRC_PATH", "/"), ("OPH_CDD", "/"), ("OPH_CWD", "/"), ("OPH_DATACUBE", "") })
        {
            Assert.Equal([key, value], (await again.OkAsync($"oph_get_config key={key}")).Rows("get_config")[0]);
            Assert.Null(again.LastJobId);
        }
    }

    [Fact]
    public async Task Numbers_of_jobs_are_decimal_and_count_up_in_a_session()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        for (var call = 1; call <= 12; call++)
        {
            await client.SubmitAsync(Anything);
            Assert.Equal(call, client.LastWorkflow);
        }

        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"?12#{client.LastMarker}"), client.LastJobId, StringComparison.Ordinal);
        Assert.True(client.LastMarker >= 12);
    }

    [Fact]
    public async Task No_session_makes_one_and_null_takes_the_last_one()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        await client.SubmitAsync(Anything);
        var first = client.Session;

        client.Session = "null";
        await client.SubmitAsync(Anything);
        Assert.Equal(first, client.Session);

        client.Session = "";
        await client.SubmitAsync(Anything);
        Assert.NotEqual(first, client.Session);
    }

    [Fact]
    public async Task A_new_session_comes_as_a_bare_job_and_a_closed_one_opens_no_more()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        await client.OkAsync("oph_manage_session action=new");
        Assert.Equal(client.LastJobId, client.Session);

        await client.OkAsync("oph_manage_session action=close");
        await client.SubmitAsync(Anything);

        Assert.Equal(Authentication, client.LastReturnValue);
        Assert.Null(client.LastJobId);
    }

    [Fact]
    public async Task A_foreign_session_opens_to_guests_only_and_only_as_far_as_they_may()
    {
        var (owner, guest) = (await OphidiaUsers.ClientAsync(etalon), await OphidiaUsers.ClientAsync(etalon));
        await owner.OkAsync("oph_manage_session action=new");
        guest.Session = owner.Session;
        await guest.SubmitAsync(Anything);
        Assert.Equal(Authentication, guest.LastReturnValue);

        await owner.OkAsync($"oph_manage_session action=grant;user={guest.User};role=read");
        await guest.OkAsync("oph_resume id=0");
        await guest.SubmitAsync(Anything);
        Assert.Equal(Authentication, guest.LastReturnValue);
        Assert.Contains("write", guest.LastError, StringComparison.Ordinal);
        await guest.FailsAsync("oph_manage_session action=close");

        await owner.OkAsync($"oph_manage_session action=grant;user={guest.User};role=write");
        await guest.FailsAsync(Anything);
        Assert.Equal(["owner", "write"], (await owner.OkAsync("oph_manage_session action=listusers")).Column("manage_session", "ROLE"));

        await owner.OkAsync("oph_manage_session action=disable");
        await guest.SubmitAsync(Anything);
        Assert.Equal(Authentication, guest.LastReturnValue);

        await owner.OkAsync("oph_manage_session action=enable");
        await owner.OkAsync($"oph_manage_session action=revoke;user={guest.User}");
        await guest.SubmitAsync(Anything);
        Assert.Equal(Authentication, guest.LastReturnValue);
    }

    [Fact]
    public async Task Settings_of_a_session_are_read_as_they_were_set()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        await client.OkAsync("oph_manage_session action=new");

        await client.OkAsync("oph_manage_session action=setkey;key=strict;value=yes");

        var settings = (await client.OkAsync("oph_manage_session action=env")).Rows("manage_session").ToDictionary(row => row[0], row => row[1]);
        Assert.Equal("yes", settings["strict"]);
        Assert.Equal("yes", settings["active"]);
        Assert.Equal(client.User, settings["username"]);
        Assert.Contains("yes or no", await client.FailsAsync("oph_manage_session action=setkey;key=strict;value=maybe"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_shown_to_administrators_only()
    {
        var somebody = await OphidiaUsers.ClientAsync(etalon);
        await somebody.SubmitAsync("oph_log_info nlines=5");
        Assert.Equal(Authentication, somebody.LastReturnValue);

        await OphidiaClient.Of(etalon).OkAsync("oph_log_info nlines=5");
    }

    [Theory]
    [InlineData("oph_service", "service")]
    [InlineData("oph_service level=2", "service_tasks")]
    [InlineData("oph_cluster", "cluster")]
    [InlineData("oph_resume level=2", "resume")]
    public async Task Management_answers_at_once_and_is_no_job(string command, string key)
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        await client.OkAsync("oph_manage_session action=new");

        var response = await client.OkAsync(command);

        Assert.Contains(key, response.Keys);
        Assert.Null(client.LastJobId);
    }
}
