using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>The API's description is committed, so that a change of the API is seen in review.</summary>
[Collection(SharedEtalon.Name)]
public sealed class OpenApiTests(RunningEtalon etalon)
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_served_description_is_the_committed_one()
    {
        using var client = etalon.NewClient();
        var served = JsonNode.Parse(await client.GetStringAsync("/openapi.json"))!.AsObject();
        served.Remove("servers");
        var text = served.ToJsonString(Form) + "\n";
        var file = Path.Combine(Repository.Root, "docs", "reference", "openapi.json");
        if (Environment.GetEnvironmentVariable("ETALON_REFRESH") is "openapi")
        {
            await File.WriteAllTextAsync(file, text);
        }

        var committed = File.Exists(file) ? await File.ReadAllTextAsync(file) : "";
        Assert.True(
            string.Equals(committed, text, StringComparison.Ordinal),
            "docs/reference/openapi.json differs from what the server serves. If the change is meant, write it anew: "
            + "ETALON_REFRESH=openapi dotnet test tests/Etalon.Server.Tests --filter OpenApiTests, and commit it.");
    }
}
