using System.Diagnostics;

namespace Etalon.Server.Tests;

/// <summary>Requests that are waited for, and those that are asked for later.</summary>
[Collection(OphidiaEtalon.Name)]
public sealed class JobTests(RunningEtalon etalon)
{
    private const string Long = "oph_wait type=clock;timeout=120";
    private const string Failing = "oph_delete cube=https://localhost/ophidia/999999/999999";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_request_that_fails_says_so_in_its_document_and_is_a_job()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);

        var error = await client.FailsAsync(Failing);

        Assert.Contains("999999", error, StringComparison.Ordinal);
        Assert.NotNull(client.LastJobId);
        Assert.Equal("status", client.LastResponse!.Keys[^1]);
        Assert.EndsWith("\n", client.LastResponse.Message("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_asynchronous_request_is_answered_by_its_number_and_later_by_its_document()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        client.ExecMode = "async";

        Assert.Null(await client.SubmitAsync(Failing));
        Assert.Equal(0, client.LastReturnValue);
        var workflow = client.LastWorkflow;

        for (var look = 0; look < 100; look++)
        {
            var progress = await client.OkAsync($"oph_resume id={workflow};level=0");
            Assert.Equal(["CREATION DATE", "PROGRESS RATIO"], progress.Columns("workflow_progress"));
            if (progress.Rows("workflow_progress")[0][1] is "1.000000")
            {
                break;
            }

            await Task.Delay(50);
        }

        Assert.Contains("999999", await client.FailsAsync($"oph_resume id={workflow};level=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_was_asked_in_a_session_is_found_again()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        await client.SubmitAsync(Failing);
        var marker = client.LastMarker;

        var list = await client.OkAsync("oph_resume level=2");
        Assert.Equal(["OPH_STATUS_ERROR"], list.Column("resume", "EXIT STATUS"));
        Assert.Equal(["oph_delete"], list.Column("resume", "TYPE"));
        var request = await client.OkAsync($"oph_resume id={marker};id_type=marker;document_type=request");
        Assert.Contains("oph_delete", request.Message("resume"), StringComparison.Ordinal);
        Assert.Contains("no request 77", await client.FailsAsync("oph_resume id=77"), StringComparison.Ordinal);
        Assert.Contains("not being carried out", await client.FailsAsync("oph_cancel id=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_request_ends_as_aborted()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        client.ExecMode = "async";
        await client.SubmitAsync(Long);
        var id = client.LastWorkflow;
        Assert.Contains($"?{id}#", string.Concat((await client.OkAsync("oph_service level=2")).Rows("service_tasks").Select(row => row[0])), StringComparison.Ordinal);

        await client.OkAsync($"oph_cancel id={id}");

        Assert.Equal(["OPH_STATUS_ABORTED"], await StatesAsync(client, id));
        Assert.Equal("1.000000", (await client.OkAsync($"oph_resume id={id};level=0")).Rows("workflow_progress")[0][1]);
    }

    [Fact]
    public async Task Whoever_goes_away_stops_what_they_wait_for_and_nothing_else()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        client.ExecMode = "async";
        await client.SubmitAsync(Long);
        var kept = client.LastWorkflow;

        // Workflow 2 of the session: its client is gone before there is a reply.
        var json = $$"""{"name":"x","sessionid":"{{client.Session}}","exec_mode":"sync","tasks":[{"name":"a","operator":"oph_wait","arguments":["type=clock","timeout=120"]}]}""";
        await using (var stream = await client.ConnectAsync())
        {
            await stream.WriteAsync(client.Message(OphidiaClient.Envelope(json)));
            Assert.True(await HappensAsync(async () => (await client.OkAsync("oph_service level=2")).Rows("service_tasks").Length == 2));
        }

        Assert.True(await HappensAsync(async () => (await StatesAsync(client, kept + 1))[0] is "OPH_STATUS_ABORTED"));
        Assert.Equal(["OPH_STATUS_RUNNING"], await StatesAsync(client, kept));
    }

    private static async Task<string[]> StatesAsync(OphidiaClient client, long workflow)
    {
        var list = await client.OkAsync("oph_resume level=2");
        return [.. list.Rows("resume").Where(row => string.Equals(row[0], $"{workflow}", StringComparison.Ordinal)).Select(row => row[6])];
    }

    private static async Task<bool> HappensAsync(Func<Task<bool>> condition)
    {
        var began = Stopwatch.StartNew();
        while (began.Elapsed < Limit)
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(50);
        }

        return false;
    }
}
