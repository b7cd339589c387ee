using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Etalon.Cli;

/// <summary>
/// Sends files to a server in parts, and goes on after whatever comes between: the server tells how far it is. Parts are as long as
/// takes about two seconds, so that a cut costs little and a slow line is never asked to carry much in one piece.
/// </summary>
internal sealed class UploadSession(EtalonClient client, Terminal terminal, TimeSpan patience)
{
    private const int FirstPart = 1 << 20;
    private const int LeastPart = 256 << 10;
    private const int MostPart = 16 << 20;
    private const double PartSeconds = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Refusals that may pass.</summary>
    private static readonly string[] Passing =
        ["unreachable", "database-away", "digest-mismatch", "wrong-offset", "upload-busy", "storage-full", "too-many-requests", "http-502", "http-503", "http-504"];

    private readonly Random _random = new(Environment.ProcessId);

    /// <summary>Sends a file or folder; what was begun with the same files before is carried on with.</summary>
    /// <returns>The upload, complete.</returns>
    public async Task<JsonObject> SendAsync(string path, CancellationToken cancellation)
    {
        var files = SentFile.Below(path);
        var upload = (await client.PostAsync("api/uploads", new JsonObject { ["files"] = new JsonArray([.. files.Select(Described)]) }, cancellation)).AsObject();
        var (id, bytes) = ((string)upload["id"]!, (long)upload["bytes"]!);
        if ((long)upload["received"]! > 0)
        {
            terminal.Remark($"{upload["name"]}: going on after {Terminal.Bytes((long)upload["received"]!)} of {Terminal.Bytes(bytes)}.");
        }

        try
        {
            using var stream = new SentStream(files);
            return await SendAsync(upload, stream, cancellation);
        }
        catch (OperationCanceledException)
        {
            terminal.Remark($"{upload["name"]} is kept as far as it has come; the same command goes on with it until {upload["expires"]} (upload {id}).");
            throw;
        }
        catch (ClientRefusalException refusal) when (refusal.Code is "file-changed" or "upload-damaged")
        {
            // Nobody can go on with it any more.
            await client.DeleteAsync($"api/uploads/{id}", CancellationToken.None);
            throw;
        }
    }

    private async Task<JsonObject> SendAsync(JsonObject upload, SentStream stream, CancellationToken cancellation)
    {
        var (id, bytes, most) = ((string)upload["id"]!, (long)upload["bytes"]!, (int)Math.Min(MostPart, (long)upload["mostAtOnce"]!));
        var (size, pause) = (FirstPart, FirstPause);
        var buffer = new byte[most];
        var began = Stopwatch.GetTimestamp();
        var came = began;
        var first = (long)upload["received"]!;
        while ((long)upload["received"]! is var received && received < bytes)
        {
            var part = buffer.AsMemory(0, await stream.ReadAsync(received, buffer.AsMemory(0, Math.Min(size, most)), cancellation));
            var start = Stopwatch.GetTimestamp();
            try
            {
                upload = (await client.PatchAsync($"api/uploads/{id}", received, part, Digest(part.Span), cancellation)).AsObject();
                (came, pause) = (Stopwatch.GetTimestamp(), FirstPause);
                size = Next(size, Stopwatch.GetElapsedTime(start).TotalSeconds, most);
            }
            catch (ClientRefusalException refusal) when (Passing.Contains(refusal.Code, StringComparer.Ordinal) && Stopwatch.GetElapsedTime(came) < patience)
            {
                terminal.Progress($"{upload["name"]}: {refusal.Message} Trying again …");
                await Task.Delay(pause * (0.5 + _random.NextDouble()), cancellation);
                (size, pause) = (Math.Max(LeastPart, size / 2), TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 2 * pause.TotalSeconds)));
                upload = await LookAsync(upload, cancellation);
            }

            Show(upload, first, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        return upload;
    }

    /// <summary>How far it is; as far as was known where the server does not answer.</summary>
    private async Task<JsonObject> LookAsync(JsonObject upload, CancellationToken cancellation)
    {
        try
        {
            return (await client.GetAsync($"api/uploads/{upload["id"]}", cancellation)).AsObject();
        }
        catch (ClientRefusalException refusal) when (Passing.Contains(refusal.Code, StringComparer.Ordinal))
        {
            return upload;
        }
    }

    private void Show(JsonObject upload, long first, double seconds)
    {
        var (received, bytes) = ((long)upload["received"]!, (long)upload["bytes"]!);
        var rate = (received - first) / Math.Max(seconds, 1e-3);
        var bar = new string('█', (int)(24.0 * received / bytes)).PadRight(24, '░');
        var left = rate > 0 ? string.Create(CultureInfo.InvariantCulture, $", {(bytes - received) / rate:F0} s left") : "";
        terminal.Progress($"{upload["name"]} {bar} {Terminal.Bytes(received)} of {Terminal.Bytes(bytes)}, {Terminal.Bytes(rate)}/s{left}");
    }

    private static int Next(int size, double seconds, int most) =>
        (int)Math.Clamp(size * Math.Clamp(PartSeconds / Math.Max(seconds, 1e-3), 0.5, 2), LeastPart, most);

    private static JsonNode Described(SentFile file) => new JsonObject { ["path"] = file.Name, ["bytes"] = file.Bytes, ["modified"] = file.Modified };

    private static string Digest(ReadOnlySpan<byte> part) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(part))}:";
}
