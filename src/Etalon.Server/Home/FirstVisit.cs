using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Etalon.Server;

/// <summary>
/// Asks the server, as soon as it serves, what a first visitor asks: a page of the catalogue, the newest dataset, a look at it. Code
/// that has not run yet takes ten times as long, and the first visitor should not be the one to wait for it.
/// </summary>
/// <param name="home">Where the local administrator's token lies.</param>
/// <param name="url">Where the server listens.</param>
internal sealed class FirstVisit(EtalonHome home, string url)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Visits; whatever goes wrong is what the first visitor will be told in full, so it is not said here.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(url), Timeout = Limit };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(home.Token, cancellation)).Trim());
            await VisitAsync(http, cancellation);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or OperationCanceledException or System.Text.Json.JsonException)
        {
            // Nothing depends on this.
        }
    }

    private static async Task VisitAsync(HttpClient http, CancellationToken cancellation)
    {
        await AskAsync(http, "/", cancellation);
        using var found = await http.PostAsJsonAsync("/api/datasets/find", new SearchOrder { Facets = ["type"], Limit = 1 }, cancellation);
        var datasets = await http.GetFromJsonAsync<JsonNode>("/api/datasets?limit=1", cancellation);
        if ((string?)(datasets as JsonArray ?? datasets?["items"] as JsonArray)?.FirstOrDefault()?["id"] is not { } id)
        {
            return;
        }

        var dataset = await http.GetFromJsonAsync<JsonNode>($"/api/datasets/{id}", cancellation);
        if ((string?)dataset?["cubes"]?[0]?["name"] is { } cube)
        {
            var place = Uri.EscapeDataString($"{id}/{cube}");
            await AskAsync(http, $"/api/cube/frame?cube={place}&width=512", cancellation);
            await AskAsync(http, $"/api/cube/frame?cube={place}&width=512&format=raw", cancellation);
        }
    }

    private static async Task AskAsync(HttpClient http, string address, CancellationToken cancellation)
    {
        using var answer = await http.GetAsync(address, cancellation);
        await answer.Content.ReadAsByteArrayAsync(cancellation);
    }
}
