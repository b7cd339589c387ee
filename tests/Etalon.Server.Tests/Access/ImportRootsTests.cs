using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Which files of the server's machine who may bring in, and how much is compared at once.</summary>
public sealed class ImportRootsTests(EtalonWithRoots etalon) : IClassFixture<EtalonWithRoots>
{
    [Fact]
    public async Task Others_than_administrators_bring_in_what_lies_in_the_folders_for_that_in_every_way_that_there_is()
    {
        var (inside, outside) = (await NewFileAsync(etalon.Root), await NewFileAsync(etalon.Files));
        var link = Path.Combine(etalon.Root, $"{Guid.NewGuid():N}.npy");
        File.CreateSymbolicLink(link, outside);
        using var user = new Browser(etalon);
        await user.SignInAsync(await OphidiaUsers.NewAsync(etalon));

        foreach (var (name, path) in new[] { ("plain", inside), ("outside", outside), ("link", link), ("dots", Path.Combine(etalon.Root, "..", "files", Path.GetFileName(outside))) })
        {
            var answers = new List<(string Way, string Answer)>();
            foreach (var (way, url, body) in Ways(path))
            {
                using var answer = await user.SendAsync(HttpMethod.Post, url, body);
                var text = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                answers.Add((way, $"{(int)answer.StatusCode} {text["code"] ?? text["refusal"]?["code"] ?? text["state"]}"));
                Assert.True(name is "plain" || ((string?)text["title"])?.Contains(etalon.Root, StringComparison.Ordinal) == true, $"{name}, {way}: {text}");
            }

            Assert.All(answers, answer => Assert.Equal(name is "plain" ? (answer.Way, answer.Way is "plan" ? "200 planned" : "200 done") : (answer.Way, "403 path-outside"), answer));
        }
    }

    [Fact]
    public async Task An_administrator_and_so_the_command_line_of_whoever_started_the_server_name_any_file()
    {
        var file = await NewFileAsync(etalon.Files);

        var imported = await etalon.Ok("dataset", "import", file);
        var inPlace = await etalon.Ok("dataset", "import", file, "--in-place");

        Assert.Equal(["done", "done"], [$"{imported["state"]}", $"{inPlace["state"]}"]);
    }

    [Fact]
    public async Task A_comparison_of_more_than_the_server_compares_at_once_is_refused_in_words()
    {
        using var admin = etalon.NewClient();
        var (small, large) = (await TwiceAsync(admin, "x=8"), await TwiceAsync(admin, "y=4096,x=4096"));

        using var compared = await admin.GetAsync($"/api/runs/compare?first={small.First}&second={small.Second}");
        using var refused = await admin.GetAsync($"/api/runs/compare?first={large.First}&second={large.Second}");

        var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge), (compared.StatusCode, refused.StatusCode));
        Assert.Equal("comparison-too-large", (string?)problem["code"]);
        Assert.Contains("134.218 MB", (string?)problem["title"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_that_takes_longer_than_is_waited_for_is_ended_and_that_is_said()
    {
        using var admin = etalon.NewClient();
        var (first, second) = await TwiceAsync(admin, "y=2048,x=4096");
        var status = JsonNode.Parse(await admin.GetStringAsync("/api/status"))!;
        var worker = (int)status["workers"]!.AsArray().Single(static one => string.Equals((string?)one!["kind"], "interactive", StringComparison.Ordinal))!["process"]!;
        HttpResponseMessage answer;
        Processes.Send(worker, 19);
        try
        {
            var asked = admin.GetAsync($"/api/runs/compare?first={first}&second={second}");
            await Task.Delay(TimeSpan.FromSeconds(EtalonWithRoots.CompareSeconds + 0.7));
            Processes.Send(worker, 18);
            answer = await asked;
        }
        finally
        {
            Processes.Send(worker, 18);
        }

        using (answer)
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            Assert.Contains("longer than 2 seconds", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(string Way, string Url, object Body)> Ways(string path)
    {
        var set = new { path };
        yield return ("import", "/api/datasets/import?wait=60", set);
        yield return ("in place", "/api/datasets/import?wait=60", new { path, inPlace = true });
        yield return ("operator", "/api/runs?wait=60", new { @operator = "import", set, cache = false });
        yield return ("plan", "/api/runs?wait=60", new { @operator = "import", set, plan = true });
        yield return ("workflow", "/api/runs?wait=60", new
        {
            cache = false,
            set = new { file = path },
            workflow = new
            {
                etalon = 1,
                name = "w",
                parameters = new { file = new { } },
                nodes = new { a = new { op = "import", set = new { path = "${file}" } } },
                outputs = new { },
            },
        });
    }

    private static async Task<(string First, string Second)> TwiceAsync(HttpClient admin, string shape)
    {
        var runs = new List<string>();
        foreach (var seed in new[] { 1, 2 })
        {
            using var answer = await admin.PostAsJsonAsync("/api/runs?wait=60", new { @operator = "random", set = new { shape, seed }, cache = false });
            runs.Add((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["run"]!);
        }

        return (runs[0], runs[1]);
    }

    private async Task<string> NewFileAsync(string folder)
    {
        using var admin = etalon.NewClient();
        using var made = await admin.PostAsJsonAsync("/api/runs?wait=60", new { @operator = "random", set = new { shape = "x=8" }, cache = false });
        var cube = RunningEtalon.Place(JsonNode.Parse(await made.Content.ReadAsStringAsync())!.AsObject());
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}.npy");
        using var exported = await admin.PostAsJsonAsync("/api/datasets/export?wait=60", new { cube, format = "npy", path, options = new { } });
        Assert.True(File.Exists(path), await exported.Content.ReadAsStringAsync());
        return path;
    }
}
