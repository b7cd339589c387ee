using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Etalon.Server.Tests;

/// <summary>Somebody who sends files: a new user who is no administrator, with a token.</summary>
internal sealed class Sender : IDisposable
{
    private Sender(HttpClient http) => Http = http;

    /// <summary>Their requests.</summary>
    public HttpClient Http { get; }

    /// <summary>A new user.</summary>
    public static async Task<Sender> NewAsync(RunningEtalon etalon)
    {
        using var browser = new Browser(etalon);
        await browser.SignInAsync(await OphidiaUsers.NewAsync(etalon));
        var made = await OkAsync(await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "sender" }));
        var http = new HttpClient { BaseAddress = new Uri(etalon.Url), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)made["secret"]!);
        return new Sender(http);
    }

    /// <summary>The same at another address: a server that was started again.</summary>
    public Sender At(string url)
    {
        var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = Http.DefaultRequestHeaders.Authorization;
        return new Sender(http);
    }

    /// <summary>The bytes of a .npy file with a line of float32 numbers.</summary>
    public static byte[] Npy(int count, int seed)
    {
        var head = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({count},), }}";
        head = head.PadRight(((10 + head.Length + 1 + 63) / 64 * 64) - 10 - 1) + "\n";
        var bytes = new byte[10 + head.Length + (4 * count)];
        bytes[0] = 0x93;
        Encoding.ASCII.GetBytes("NUMPY\x01\0").CopyTo(bytes, 1);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)head.Length);
        Encoding.ASCII.GetBytes(head).CopyTo(bytes, 10);
        var random = new Random(seed);
        for (var i = 10 + head.Length; i < bytes.Length; i += 4)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i), random.NextSingle());
        }

        return bytes;
    }

    /// <summary>Begins an upload.</summary>
    public async Task<JsonNode> BeginAsync(params (string Path, long Bytes)[] files) =>
        await OkAsync(await BeginningAsync(files.Select(static file => (object)new { path = file.Path, bytes = file.Bytes, modified = 1_700_000_000_000 })));

    /// <summary>Asks to begin one.</summary>
    public Task<HttpResponseMessage> BeginningAsync(IEnumerable<object> files) => Http.PostAsJsonAsync("/api/uploads", new { files });

    /// <summary>Sends a part.</summary>
    public Task<HttpResponseMessage> PartAsync(JsonNode upload, long offset, ReadOnlyMemory<byte> bytes, string? digest = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{upload["id"]}") { Content = new ReadOnlyMemoryContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/offset+octet-stream");
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        if (digest is not null)
        {
            request.Headers.Add("Content-Digest", digest);
        }

        return Http.SendAsync(request);
    }

    /// <summary>Sends the rest, in parts of some length.</summary>
    public async Task<JsonNode> SendAsync(JsonNode upload, ReadOnlyMemory<byte> all, int part)
    {
        for (var at = (int)upload["received"]!; at < all.Length; at += part)
        {
            var bytes = all.Slice(at, Math.Min(part, all.Length - at));
            upload = await OkAsync(await PartAsync(upload, at, bytes, Digest(bytes.Span)));
        }

        return upload;
    }

    /// <summary>Has it brought in.</summary>
    public Task<HttpResponseMessage> ImportAsync(JsonNode upload) => Http.PostAsJsonAsync($"/api/uploads/{upload["id"]}/import?wait=60", new { });

    /// <summary>How far it is.</summary>
    public async Task<JsonNode> LookAsync(JsonNode upload) => await OkAsync(await Http.GetAsync($"/api/uploads/{upload["id"]}"));

    /// <summary>The samples of a cube, as they are kept.</summary>
    public Task<byte[]> SamplesAsync(JsonNode run) => Http.GetByteArrayAsync($"/api/cube/samples?cube={Uri.EscapeDataString(RunningEtalon.Place(run.AsObject()))}");

    /// <summary>What a client says of bytes.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";

    /// <summary>An answer that is one.</summary>
    public static async Task<JsonNode> OkAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, text);
            return JsonNode.Parse(text)!;
        }
    }

    /// <summary>The status and code of a refusal.</summary>
    public static async Task<string> RefusalAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.NotEqual("", (string?)problem["help"] ?? "");
            return $"{(int)answer.StatusCode} {problem["code"]}";
        }
    }

    public void Dispose() => Http.Dispose();
}
