using System.Text.Json;
using System.Text.Json.Nodes;
using Etalon.Native;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Worker;

/// <summary>The line to the server: a JSON object per line, in on standard input, out on what was standard output.</summary>
/// <remarks>
/// Standard output itself is turned to standard error first, so that a plug-in that prints cannot disturb the line.
/// A message may be followed by raw bytes; its <c>bytes</c> says how many.
/// </remarks>
internal sealed class Channel : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _out;
    private readonly StreamReader _in;

    private Channel(FileStream output, StreamReader input)
    {
        _out = output;
        _in = input;
    }

    /// <summary>Takes over the process's standard streams.</summary>
    public static Channel Open()
    {
        var descriptor = StandardOutput.Take();
        var output = new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);
        return new Channel(output, new StreamReader(Console.OpenStandardInput()));
    }

    /// <summary>The next call, or null when the server has gone.</summary>
    public JsonObject? Receive()
    {
        var line = _in.ReadLine();
        return line is null ? null : JsonNode.Parse(line)!.AsObject();
    }

    /// <summary>Sends a message, with raw bytes behind it if there are any.</summary>
    public void Send(JsonObject message, ReadOnlySpan<byte> payload = default)
    {
        if (!payload.IsEmpty)
        {
            message["bytes"] = payload.Length;
        }

        var line = JsonSerializer.SerializeToUtf8Bytes(message);
        lock (_gate)
        {
            try
            {
                _out.Write([.. line, (byte)'\n']);
                _out.Write(payload);
            }
            catch (IOException)
            {
                // The server has gone; the end of standard input says so too and ends the worker.
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _in.Dispose();
        _out.Dispose();
    }
}
