using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>What must hold when a server has been killed and started again.</summary>
internal sealed class AfterCrash(RunningEtalon etalon, Traffic traffic)
{
    private const int Samples = 20_000;
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _opened = new(StringComparer.Ordinal);

    /// <summary>The first thing that is wrong, or null. The whole audit waits for the queue and verifies every dataset.</summary>
    public async Task<string?> FindFaultAsync(bool whole)
    {
        using var client = etalon.NewClient();
        return await LostAsync(client, whole) ?? (whole ? await UnsettledAsync(client) : null) ?? await HalfVisibleAsync(client, whole)
            ?? await OrphanAsync(client);
    }

    private async Task<string?> LostAsync(HttpClient client, bool whole)
    {
        foreach (var (id, value) in traffic.Kept.Where(pair => _seen.Add(pair.Key) || whole))
        {
            var (values, problem) = await SampleAsync(client, id, Samples - 1);
            if (!string.Equals(values, $"[{value}]", StringComparison.Ordinal))
            {
                return $"dataset {id} was acknowledged; {value} was written, {values ?? problem} is read";
            }
        }

        foreach (var id in traffic.Deleted.Keys)
        {
            using var dataset = await client.GetAsync($"/api/datasets/{id}");
            if (dataset.StatusCode != HttpStatusCode.NotFound)
            {
                return $"dataset {id} was deleted and is back";
            }
        }

        return null;
    }

    /// <summary>Batch runs that were under way or waiting are done in the end, or say why not.</summary>
    private async Task<string?> UnsettledAsync(HttpClient client)
    {
        foreach (var run in traffic.Queued.Keys)
        {
            JsonNode view;
            var looks = 0;
            do
            {
                if (looks++ > 0)
                {
                    await Task.Delay(100);
                }

                using var answer = await client.GetAsync($"/api/runs/{run}");
                if (answer.StatusCode != HttpStatusCode.OK)
                {
                    return $"run {run} was acknowledged and is lost";
                }

                view = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            }
            while ((string?)view["state"] is "queued" or "running" && looks < 600);

            var settled = (string?)view["state"] is "done" || view["refusal"]?["message"] is not null;
            if (!settled)
            {
                return $"run {run} ended without a result and without a reason: {view}";
            }
        }

        return null;
    }

    /// <summary>The sample at a place of a dataset's only cube, as JSON; or why it cannot be read.</summary>
    private static async Task<(string? Values, string Problem)> SampleAsync(HttpClient client, string id, int place)
    {
        using var dataset = await client.GetAsync($"/api/datasets/{id}");
        var text = await dataset.Content.ReadAsStringAsync();
        if (dataset.StatusCode != HttpStatusCode.OK)
        {
            return (null, text);
        }

        var axis = (string)JsonNode.Parse(text)!["cubes"]![0]!["axes"]![0]!["name"]!;
        using var slice = await client.GetAsync($"/api/cube/slice?cube={id}&region={Uri.EscapeDataString(axis)}={place}");
        text = await slice.Content.ReadAsStringAsync();
        return slice.StatusCode == HttpStatusCode.OK ? (JsonNode.Parse(text)!["values"]!.ToJsonString(), "") : (null, text);
    }

    private async Task<string?> HalfVisibleAsync(HttpClient client, bool verify)
    {
        foreach (var id in (await ListedAsync(client)).Where(id => _opened.Add(id) || verify))
        {
            var (values, problem) = await SampleAsync(client, id, 0);
            if (values is null)
            {
                return $"dataset {id} is listed and cannot be read: {problem}";
            }

            if (verify)
            {
                using var verified = await client.PostAsJsonAsync($"/api/datasets/{id}/verify", new JsonObject());
                var report = (await verified.Content.ReadFromJsonAsync<JsonNode>())!;
                if (verified.StatusCode != HttpStatusCode.OK || report["faults"]!.AsArray().Count > 0)
                {
                    return $"dataset {id} is listed and damaged: {report}";
                }
            }
        }

        return null;
    }

    /// <summary>Runs that go on after the restart make and remove folders while this looks: only what stays for seconds belongs to nobody.</summary>
    private async Task<string?> OrphanAsync(HttpClient client)
    {
        string? fault = null;
        for (var look = 0; look < 50; look++)
        {
            var folders = Names("datasets");
            var staged = Names("staging");
            folders.ExceptWith(await ListedAsync(client));
            staged.ExceptWith(await LiveAsync(client));
            fault = folders.Count > 0 ? $"datasets/{folders.First()} belongs to nobody" : staged.Count > 0 ? $"staging/{staged.First()} belongs to nobody" : null;
            if (fault is null)
            {
                break;
            }

            await Task.Delay(200);
        }

        return fault;
    }

    private HashSet<string> Names(string part) =>
        new(Directory.EnumerateDirectories(Path.Combine(etalon.Home, part)).Select(folder => Path.GetFileName(folder)), StringComparer.Ordinal);

    private static async Task<HashSet<string>> LiveAsync(HttpClient client)
    {
        var live = new HashSet<string>(StringComparer.Ordinal);
        foreach (var state in new[] { "queued", "running" })
        {
            var runs = (await client.GetFromJsonAsync<JsonNode>($"/api/runs?state={state}&limit=1000"))!;
            live.UnionWith((runs as JsonArray ?? runs["items"]!.AsArray()).Select(run => (string)run!["run"]!));
        }

        return live;
    }

    private static async Task<HashSet<string>> ListedAsync(HttpClient client)
    {
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var before = "";
        while (true)
        {
            var page = (await client.GetFromJsonAsync<JsonNode>($"/api/datasets?limit=200{before}"))!;
            listed.UnionWith(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            if ((string?)page["next"] is not { } next)
            {
                return listed;
            }

            before = $"&before={next}";
        }
    }
}
