using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>Puts results that are a number or two beside their names, so that nobody has to look them up.</summary>
internal static class RunValues
{
    private const int MostNumbers = 4;

    /// <summary>Longer cubes are not asked for; a number for each of so many slices is, since all may be the same.</summary>
    private const long MostSamples = 4096;

    /// <summary>Adds <c>value</c> to the outputs of a run that is done.</summary>
    public static async Task AddAsync(EtalonClient client, JsonObject view, CancellationToken cancellation)
    {
        foreach (var (_, place) in (string?)view["state"] is "done" ? view["outputs"] as JsonObject ?? [] : [])
        {
            var cube = Uri.EscapeDataString($"{place!["dataset"]}/{place["cube"]}");
            var info = (await client.GetAsync($"api/cube?cube={cube}", cancellation))["cube"]!;
            var axes = info["axes"]!.AsArray();
            if (axes.Count > 1 || axes.Any(static axis => (long)axis!["length"]! > MostSamples))
            {
                continue;
            }

            var slice = await client.GetAsync($"api/cube/slice?cube={cube}&region=", cancellation);
            var texts = Numbers(slice["values"]).ToArray();
            if (texts.Distinct(StringComparer.Ordinal).Take(2).Count() == 1)
            {
                texts = texts[..1];
            }

            if (texts.Length is > 0 and <= MostNumbers)
            {
                var unit = (string?)info["unit"] is { Length: > 0 } name and not "1" ? $" {name}" : "";
                place["value"] = string.Join(", ", texts) + unit;
            }
        }
    }

    private static IEnumerable<string> Numbers(JsonNode? values) => values switch
    {
        JsonArray list => list.Select(Text),
        _ => [Text(values)],
    };

    private static string Text(JsonNode? value) =>
        value is JsonValue number && number.GetValueKind() == System.Text.Json.JsonValueKind.Number ? CubeText.Short(number) : value?.ToString() ?? "missing";
}
