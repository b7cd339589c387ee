using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Requests of several tasks through the door, as a client sends and sees them.</summary>
[Collection(OphidiaEtalon.Name)]
public sealed class OphidiaWorkflowTests(RunningEtalon etalon)
{
    private const string Fails = """{"name":"fails","operator":"oph_delete","arguments":["cube=https://localhost/ophidia/999999/999999"],"dependencies":[{"task":"set"}]}""";

    [Fact]
    public async Task A_workflow_lists_its_tasks_and_a_failure_is_found_in_its_text()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);

        var response = await client.SubmitWorkflowAsync($$"""
            {"name":"w","author":"me","exec_mode":"sync","tasks":[
              {"name":"set","operator":"oph_set","arguments":["key=n","value=EVAL(2+3)"]},
              {{Fails}},
              {"name":"after","operator":"oph_set","arguments":["key=m"],"dependencies":[{"task":"fails"}]}]}
            """);

        Assert.NotNull(response);
        Assert.Equal(["workflow_status", "workflow_progress", "workflow_info", "workflow_list", "workflow_summary", "status"], response.Keys);
        Assert.Equal(["MARKER ID", "TASK NAME", "TYPE", "EXIT STATUS", "INPUT", "OUTPUT", "BEGIN TIME", "END TIME"], response.Columns("workflow_list"));
        Assert.Equal(["OPH_STATUS_COMPLETED", "OPH_STATUS_ERROR", "OPH_STATUS_ABORTED"], response.Column("workflow_list", "EXIT STATUS"));
        Assert.Contains("\"title\": \"Workflow Status\"", response.Text, StringComparison.Ordinal);
        Assert.Contains("\"message\": \"OPH_STATUS_ERROR\"", response.Text, StringComparison.Ordinal);
        Assert.Equal(client.LastJobId, response.Rows("workflow_info")[0][0]);

        var again = await client.SubmitAsync($"oph_resume id={client.LastWorkflow};execute=yes;checkpoint=last");
        Assert.NotNull(again);
        Assert.Equal(["set", "fails", "after"], again.Column("workflow_list", "TASK NAME"));
    }

    [Fact]
    public async Task A_filter_that_fits_nothing_is_a_warning_and_no_failure()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);

        var response = await client.OkAsync("oph_delete cube=[level=1|2;measure!=tos;container=c;cube_filter=1:2:9;metadata_key=units;recursive=yes]");

        Assert.Equal("No object found!\n", response.Message("massive_summary"));
        Assert.Contains("no condition on numbers", await client.FailsAsync("oph_delete cube=[level=high]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_request_waits_until_another_one_answers_it()
    {
        var client = await OphidiaUsers.ClientAsync(etalon);
        client.ExecMode = "async";
        await client.SubmitAsync("oph_wait type=input;key=colour");
        var waiting = client.LastWorkflow;
        client.ExecMode = "sync";
        while (await client.SubmitAsync($"oph_input id={waiting};key=colour;value=red") is { } answer && answer.Title("status") is "ERROR")
        {
            await Task.Delay(20);
        }

        for (var look = 0; look < 200 && (await client.OkAsync($"oph_resume id={waiting};level=0")).Rows("workflow_progress")[0][1] is not "1.000000"; look++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(["OPH_STATUS_COMPLETED"], (await client.OkAsync($"oph_resume id={waiting};level=2")).Column("resume", "EXIT STATUS"));
    }

    [Fact]
    public async Task Over_http_the_same_document_is_answered()
    {
        using var http = etalon.NewClient();

        using var asked = await http.PostAsJsonAsync("/api/ophidia", new { text = "oph_set key=a;value=1" });
        var document = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!;
        var manual = JsonNode.Parse(await http.GetStringAsync("/api/ophidia/manual"))!;
        using var nonsense = await http.PostAsJsonAsync("/api/ophidia", new { text = "OPH_APPLY(oph_nothing_at_all" });

        Assert.Equal("SUCCESS", (string?)document["response"]![0]!["objcontent"]![0]!["title"]);
        Assert.Equal(asked.Headers.GetValues("X-Ophidia-Job").Single(), (string?)document["source"]!["values"]![3]);
        Assert.Contains(manual["operators"]!.AsArray(), one => (string?)one!["name"] is "oph_for");
        Assert.True(manual["primitives"]!.AsArray().Count > 80);
        Assert.Equal(422, (int)nonsense.StatusCode);
        Assert.Contains("ophidia-7", await nonsense.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
