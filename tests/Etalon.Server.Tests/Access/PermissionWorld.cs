using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>
/// What the matrix of permissions asks about: a dataset of an owner's that belongs to a proposal, the run that made it, and a token for
/// each caller.
/// </summary>
internal sealed class PermissionWorld
{
    private static readonly string[] Staff = ["staff"];

    private readonly string _mark = Guid.NewGuid().ToString("N");

    /// <summary>The secret that each caller sends; null for nobody in particular.</summary>
    public Dictionary<string, string?> Tokens { get; } = new(StringComparer.Ordinal);

    private string Owner { get; set; } = "";

    private string Place { get; set; } = "";

    private string Run { get; set; } = "";

    private string Proposal { get; set; } = "";

    private string Folder { get; set; } = "";

    private string View { get; set; } = "";

    private string Upload { get; set; } = "";

    private string OwnersToken { get; set; } = "";

    /// <summary>Makes it.</summary>
    public static async Task<PermissionWorld> MakeAsync(RunningEtalon etalon, HttpClient admin, IEnumerable<string> callers)
    {
        var world = new PermissionWorld { Owner = await OphidiaUsers.NewAsync(etalon) };
        var (stranger, member, staff) = (await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon), await OphidiaUsers.NewAsync(etalon));
        await OkAsync(await admin.PutAsJsonAsync($"/api/users/{staff}", new { roles = Staff }));
        world.Proposal = (string)(await OkAsync(await admin.PostAsJsonAsync("/api/proposals", new { number = world._mark })))!["id"]!;
        var extras = callers.Select(world.Extra).ToArray();
        foreach (var extra in extras)
        {
            await OkAsync(await admin.PostAsJsonAsync("/api/users", new { name = extra }));
        }

        foreach (var name in new[] { world.Owner, member }.Concat(extras))
        {
            await OkAsync(await admin.PostAsJsonAsync($"/api/proposals/{world.Proposal}/members", new { name }));
        }

        world.Folder = (string)(await OkAsync(await admin.PostAsJsonAsync("/api/folders", new { name = "of " + world._mark })))!["id"]!;
        world.View = (string)(await OkAsync(await admin.PostAsJsonAsync("/api/views", new { schema = 1, of = world._mark })))!["id"]!;
        await world.MakeTokensAsync(etalon, stranger, member, staff);
        await world.MakeDatasetAsync(etalon);
        return world;
    }

    /// <summary>Where an operation is asked.</summary>
    public string Address(string name, string path, JsonObject operation, string caller)
    {
        var dataset = Place.Split('/')[0];
        var id = name switch
        {
            "RevokeToken" => OwnersToken,
            "GetView" => View,
            "GetUpload" or "SendPart" or "ImportUpload" or "DeleteUpload" => Upload,
            "GetProposal" or "AddMember" or "RemoveMember" or "GiveDatasets" or "TakeDataset" => Proposal,
            _ => path.StartsWith("/api/runs", StringComparison.Ordinal) ? Run : dataset,
        };
        var who = name switch
        {
            "SetPassword" => Owner,
            "GetOperator" => "reduce",
            "GetWorkflow" => "tomography",
            _ => Extra(caller),
        };
        var address = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{name}", who, StringComparison.Ordinal)
            .Replace("{folder}", Folder, StringComparison.Ordinal).Replace("{dataset}", dataset, StringComparison.Ordinal)
            .Replace("{path}", ".zmetadata", StringComparison.Ordinal);
        Assert.DoesNotContain('{', address);
        var queries = (operation["parameters"]?.AsArray() ?? [])
            .Where(parameter => (string?)parameter!["in"] is "query" && ((bool?)parameter["required"] == true || (string?)parameter["name"] is "window" or "from" or "to" or "file"))
            .Select(parameter => (string)parameter!["name"]!)
            .Select(parameter => $"{parameter}={Uri.EscapeDataString(Value(parameter))}");
        return $"{address}?{string.Join('&', queries)}";
    }

    /// <summary>What an operation is asked with; null for nothing.</summary>
    public object? Body(string name, string caller) => name switch
    {
        "SignIn" => new { name = "nobody-" + Guid.NewGuid(), password = "nothing at all" },
        "UseSignInLink" => new { code = "none" },
        "MakeSignInLink" => new { name = Owner },
        "FindDatasets" => new { },
        "ImportDataset" => new { path = "/etc/hostname" },
        "BeginUpload" => new { files = new[] { new { path = "a.npy", bytes = 1 } } },
        "SendPart" => new ByteArrayContent([1]) { Headers = { ContentType = new("application/offset+octet-stream") } },
        "ImportUpload" => new { },
        "ExportDataset" => new { cube = Place, format = "no such format", path = "/nowhere/at/all.nc", options = new { } },
        "SubmitRun" => new { @operator = "reduce", inputs = new { cube = Place }, set = new { operation = "mean", axes = "x" }, plan = true },
        "CreateToken" => new { name = "t" },
        "CreateFolder" => new { name = $"{caller} {Guid.NewGuid()}" },
        "FileDatasets" or "GiveDatasets" => new[] { Place.Split('/')[0] },
        "AddUser" => new { name = Guid.NewGuid().ToString("N") },
        "ChangeUser" => new { active = true },
        "SetPassword" => new { password = OphidiaUsers.Password },
        "CreateProposal" => new { number = Guid.NewGuid().ToString() },
        "AddMember" => new { name = Owner },
        "SaveView" => new { schema = 1 },
        "AskOphidia" => new { text = "oph_get_config key=OPH_SESSION_ID" },
        _ => null,
    };

    private string Extra(string caller) => $"extra-{caller.Replace(' ', '-')}-{_mark}";

    private string Value(string parameter) => parameter switch
    {
        "cube" => Place,
        "file" => Place.Split('/')[0],
        "first" or "second" => Run,
        "window" or "to" => "0,1",
        "from" => "0,0",
        "level" or "row" or "column" => "0",
        _ => throw new InvalidOperationException($"The matrix does not know what to send as '{parameter}'."),
    };

    private async Task MakeTokensAsync(RunningEtalon etalon, string stranger, string member, string staff)
    {
        using var browser = new Browser(etalon);
        await browser.SignInAsync(stranger);
        Tokens["stranger"] = (await TokenAsync(browser)).Secret;
        await browser.SignInAsync(staff);
        Tokens["staff"] = (await TokenAsync(browser)).Secret;
        await browser.SignInAsync(Owner);
        OwnersToken = (await TokenAsync(browser)).Id;
        await browser.SignInAsync(member);
        Tokens["member"] = (await TokenAsync(browser)).Secret;
        Tokens["read-only member"] = (await TokenAsync(browser, "read")).Secret;
        var revoked = await TokenAsync(browser);
        await OkAsync(await browser.SendAsync(HttpMethod.Delete, $"/api/tokens/{revoked.Id}"));
        Tokens["revoked"] = revoked.Secret;
        Tokens["administrator"] = etalon.Token;
        Tokens["anonymous"] = null;
        var end = DateTimeOffset.Parse("2026-01-01T00:00:00Z", CultureInfo.InvariantCulture);
        Tokens["expired"] = (string)(await OkAsync(await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "past", until = end })))!["secret"]!;
    }

    private async Task MakeDatasetAsync(RunningEtalon etalon)
    {
        using var owner = new Browser(etalon);
        await owner.SignInAsync(Owner);
        var made = await OkAsync(await owner.SendAsync(HttpMethod.Post, "/api/runs?wait=60", new { @operator = "random", set = new { shape = "y=4,x=8" }, cache = false }));
        Place = RunningEtalon.Place(made!.AsObject());
        Run = (string)made["run"]!;
        Upload = (string)(await OkAsync(await owner.SendAsync(HttpMethod.Post, "/api/uploads", new { files = new[] { new { path = "a.npy", bytes = 1 } } })))!["id"]!;
        await OkAsync(await owner.SendAsync(HttpMethod.Post, $"/api/proposals/{Proposal}/datasets", new[] { Place.Split('/')[0] }));
    }

    private static async Task<(string Id, string Secret)> TokenAsync(Browser browser, params string[] scopes)
    {
        var made = (await OkAsync(await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "matrix", scopes })))!;
        return ((string)made["id"]!, (string)made["secret"]!);
    }

    private static async Task<JsonNode?> OkAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
    }
}
