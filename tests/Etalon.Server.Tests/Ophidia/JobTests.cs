namespace Etalon.Server.Tests;

/// <summary>Requests that are waited for, and those that are asked for later.</summary>
[Collection(SharedEtalon.Name)]
public sealed class JobTests(RunningEtalon etalon)
{
    private const string Failing = "oph_delete cube=https://localhost/ophidia/999999/999999";

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
}
