using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>The HTTP API as the command line uses it: JSON in, JSON out, refusals as exceptions.</summary>
internal sealed class EtalonClient : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;

    /// <summary>A client of a server.</summary>
    public EtalonClient(string url, string token)
    {
        Url = url.TrimEnd('/');
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = ConnectLimit })
        {
            BaseAddress = new Uri(Url + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (token.Length > 0)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    /// <summary>The server's address.</summary>
    public string Url { get; }

    /// <summary>A client of the server that is found; refuses if none is.</summary>
    public static EtalonClient Connect()
    {
        var place = Home.Find() ?? throw new ClientRefusalException(
            ExitCodes.Unavailable, "not-running", "Etalon is not running here.", "Start it with 'etalon up', or sign in elsewhere with 'etalon login URL'.");
        return new EtalonClient(place.Url, place.Token);
    }

    /// <summary>GET.</summary>
    public Task<JsonNode> GetAsync(string path, CancellationToken cancellation) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    /// <summary>POST with a JSON body.</summary>
    public Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancellation) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") }, cancellation);

    /// <summary>PATCH with the next bytes of an upload.</summary>
    public Task<JsonNode> PatchAsync(string path, long offset, ReadOnlyMemory<byte> part, string digest, CancellationToken cancellation)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new ReadOnlyMemoryContent(part) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.Add("Content-Digest", digest);
        return SendAsync(request, cancellation);
    }

    /// <summary>DELETE.</summary>
    public Task<JsonNode> DeleteAsync(string path, CancellationToken cancellation) => SendAsync(new HttpRequestMessage(HttpMethod.Delete, path), cancellation);

    /// <summary>GET of plain text.</summary>
    public async Task<string> GetTextAsync(string path, CancellationToken cancellation)
    {
        using var answer = await Reach(() => _http.GetAsync(path, cancellation), cancellation);
        await CheckAsync(answer, cancellation);
        return await answer.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>GET of a file's bytes, and what the header of that name says of them.</summary>
    public async Task<(byte[] Bytes, JsonObject About)> GetFileAsync(string path, string header, CancellationToken cancellation)
    {
        using var answer = await Reach(() => _http.GetAsync(path, cancellation), cancellation);
        await CheckAsync(answer, cancellation);
        var about = answer.Headers.TryGetValues(header, out var values) ? JsonNode.Parse(values.First())!.AsObject() : [];
        return (await Reach(() => answer.Content.ReadAsByteArrayAsync(cancellation), cancellation), about);
    }

    /// <summary>The server-sent events of a path: name and data.</summary>
    public async IAsyncEnumerable<(string Name, JsonNode Data)> EventsAsync(
        string path, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var answer = await Reach(() => _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellation), cancellation);
        await CheckAsync(answer, cancellation);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellation));
        var name = "";
        while (await Reach(() => reader.ReadLineAsync(cancellation).AsTask(), cancellation) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return (name, JsonNode.Parse(line[6..])!);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private async Task<JsonNode> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using (request)
        {
            using var answer = await Reach(() => _http.SendAsync(request, cancellation), cancellation);
            await CheckAsync(answer, cancellation);
            var text = await Reach(() => answer.Content.ReadAsStringAsync(cancellation), cancellation);
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }
    }

    /// <summary>A server that is not there, goes away in the middle, or cannot be connected to in time, is a refusal.</summary>
    private async Task<T> Reach<T>(Func<Task<T>> talk, CancellationToken cancellation)
    {
        try
        {
            return await talk();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException
            || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new ClientRefusalException(
                ExitCodes.Unavailable, "unreachable", $"The server at {Url} does not answer ({fault.Message}).", "Is it running? See 'etalon status'.");
        }
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.IsSuccessStatusCode)
        {
            return;
        }

        var text = await answer.Content.ReadAsStringAsync(cancellation);
        JsonObject? problem = null;
        try
        {
            problem = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            // Not ours; the status says enough.
        }

        var code = (string?)problem?["code"] ?? $"http-{(int)answer.StatusCode}";
        var kind = (string?)problem?["kind"] ?? (answer.StatusCode == HttpStatusCode.NotFound ? "missing" : "invalid");
        throw new ClientRefusalException(
            ExitCodes.Of(kind, code), code, (string?)problem?["title"] ?? $"The server answered {(int)answer.StatusCode}.", (string?)problem?["help"] ?? "");
    }
}
