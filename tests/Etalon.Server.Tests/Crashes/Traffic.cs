using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Clients that import, run and delete until the server goes away, and remember what it has acknowledged.</summary>
internal sealed class Traffic(RunningEtalon etalon, int seed)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(etalon.Files, "traffic")).FullName;
    private int _number;

    /// <summary>Deletions leave so many alone, so that there is something to lose.</summary>
    private const int MostKeptForSure = 8;

    /// <summary>Acknowledged datasets that nobody has asked to delete: id, and the samples' common value.</summary>
    public ConcurrentDictionary<string, int> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>Datasets whose deletion was acknowledged.</summary>
    public ConcurrentDictionary<string, bool> Deleted { get; } = new(StringComparer.Ordinal);

    /// <summary>Batch runs that were acknowledged.</summary>
    public ConcurrentDictionary<string, bool> Queued { get; } = new(StringComparer.Ordinal);

    /// <summary>Runs all clients; they end when the server does not answer any more.</summary>
    public async Task Start()
    {
        using var client = etalon.NewClient();
        using var gone = new CancellationTokenSource();
        await Task.WhenAll(new[] { Run, Run, Import, Import, Queue, (Func<HttpClient, Task>)Delete }.Select(step => UntilGone(() => step(client), gone)));
    }

    private static async Task UntilGone(Func<Task> step, CancellationTokenSource gone)
    {
        try
        {
            while (!gone.IsCancellationRequested)
            {
                await step();
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The server was killed; a socket that it closes just after the connection was made says so bare.
            await gone.CancelAsync();
        }
    }

    private int Next() => (seed % 1000) + Interlocked.Increment(ref _number);

    private async Task Run(HttpClient client)
    {
        var value = Next();
        Keep(await Post(client, "/api/runs?wait=60", Constant(value, "x=20000", "")), value);
    }

    private async Task Import(HttpClient client)
    {
        var value = Next();
        var file = Path.Combine(_folder, $"{value}.npy");
        await File.WriteAllBytesAsync(file, Npy(value, 20_000));
        Keep(await Post(client, "/api/datasets/import?wait=60", new JsonObject { ["path"] = file, ["inPlace"] = value % 3 == 0 }), value);
    }

    private async Task Queue(HttpClient client)
    {
        if (Queued.Count > 300)
        {
            await Task.Delay(50);
        }

        var run = (string?)(await Post(client, "/api/runs", Constant(Next(), "x=8000000", "batch")))["run"];
        if (run is not null)
        {
            Queued[run] = true;
        }

        await Task.Delay(150);
    }

    private async Task Delete(HttpClient client)
    {
        await Task.Delay(60);
        if (Kept.Count < MostKeptForSure || Kept.Keys.FirstOrDefault() is not { } id || !Kept.TryRemove(id, out _))
        {
            return;
        }

        using var answer = await client.DeleteAsync($"/api/datasets/{id}");
        if (answer.IsSuccessStatusCode)
        {
            Deleted[id] = true;
        }
    }

    private void Keep(JsonObject view, int value)
    {
        if ((string?)view["state"] is "done")
        {
            Kept[RunningEtalon.DatasetOf(view)] = value;
        }
    }

    private static JsonObject Constant(int value, string shape, string kind) => new()
    {
        ["operator"] = "random",
        ["set"] = new JsonObject { ["shape"] = shape, ["type"] = "int32", ["low"] = value, ["high"] = value },
        ["class"] = kind,
    };

    private static async Task<JsonObject> Post(HttpClient client, string path, JsonObject order)
    {
        using var answer = await client.PostAsJsonAsync(path, order);
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    /// <summary>An npy file of one int32 repeated.</summary>
    private static byte[] Npy(int value, int count)
    {
        var head = $"{{'descr': '<i4', 'fortran_order': False, 'shape': ({count},), }}".PadRight(117) + "\n";
        byte[] bytes = [0x93, .. "NUMPY"u8, 1, 0, (byte)head.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(head), .. new byte[4 * count]];
        for (var i = 0; i < count; i++)
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - (4 * count) + (4 * i)), value);
        }

        return bytes;
    }
}
