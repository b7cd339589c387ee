using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Cubes whose samples are not there: not yet, or not any more.</summary>
[Collection(OphidiaEtalon.Name)]
public sealed class RecipeTests(RunningEtalon etalon)
{
    [Fact]
    public async Task Two_who_ask_for_a_recipe_at_once_are_answered_by_one_run()
    {
        using var bench = new OphidiaWorkbench(etalon);
        using var http = etalon.NewClient();
        var cube = await bench.RandomAsync("lat|time", "30|400", 1);
        var place = bench.Place();
        var made = await bench.Client.SubmitWorkflowAsync(
            $$"""
            {"name": "chain", "sessionid": "{{bench.Client.Session}}", "exec_mode": "sync", "tasks": [
              {"name": "a", "operator": "oph_reduce", "arguments": ["cube={{cube}}", "operation=avg", "group_size=2", "container={{place}}"]},
              {"name": "b", "operator": "oph_reduce", "arguments": ["operation=max", "container={{place}}"], "dependencies": [{"task": "a", "type": "single"}]}]}
            """);
        var middle = made!.Column("workflow_list", "OUTPUT")[0];
        Assert.Equal(1, await RunsAsync(http, place));

        var askers = Enumerable.Range(0, 4).Select(_ => OphidiaClient.Of(etalon)).ToArray();
        var answers = await Task.WhenAll(askers.Select(asker => asker.OkAsync($"oph_explorecube cube={middle};limit_filter=0")));

        Assert.Equal(2, await RunsAsync(http, place));
        Assert.All(answers, answer => Assert.Equal(answers[0].Rows("explorecube_data"), answer.Rows("explorecube_data")));
        Assert.Equal(30, answers[0].Rows("explorecube_data").Length);
    }

    [Fact]
    public async Task A_dataset_that_was_deleted_behind_a_cube_s_back_is_said_to_be()
    {
        using var bench = new OphidiaWorkbench(etalon);
        using var http = etalon.NewClient();
        var cube = await bench.RandomAsync("lat|time", "3|4", 1);
        using var deleted = await http.DeleteAsync($"/api/datasets/{await bench.DatasetAsync(cube)}");
        Assert.True(deleted.IsSuccessStatusCode, await deleted.Content.ReadAsStringAsync());

        string[] errors =
        [
            await bench.Client.FailsAsync($"oph_explorecube cube={cube}"), await bench.Client.FailsAsync($"oph_reduce cube={cube};operation=avg"), await bench.Client.FailsAsync($"oph_exportnc2 cube={cube}"),
        ];

        Assert.All(errors, static error => Assert.Contains("was deleted on", error, StringComparison.Ordinal));

        // What is known of it is still shown, and it can be deleted itself.
        await bench.Client.OkAsync($"oph_cubeschema cube={cube}");
        await bench.Client.OkAsync($"oph_delete cube={cube}");
        Assert.Contains("There is no cube", await bench.Client.FailsAsync($"oph_cubeschema cube={cube}"), StringComparison.Ordinal);
    }

    /// <summary>How many runs have made cubes of a container.</summary>
    private static async Task<int> RunsAsync(HttpClient http, string container) => (await http.GetFromJsonAsync<JsonArray>("/api/runs?limit=200"))!
        .Count(run => ((string?)run!["name"] ?? "").StartsWith(container + "/", StringComparison.Ordinal));
}
