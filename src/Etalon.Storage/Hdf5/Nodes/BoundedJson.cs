using System.Buffers;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>A JSON document that grows to a limit and no further, and that stops where nobody waits for it any more.</summary>
internal sealed class BoundedJson(CancellationToken cancellation) : IDisposable
{
    private const long MostBytes = 128L << 20;
    private const int LookEvery = 256;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private Utf8JsonWriter? _json;
    private int _steps;

    /// <summary>Writes it.</summary>
    public Utf8JsonWriter Json => _json ??= new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });

    /// <summary>To be called for every value.</summary>
    /// <exception cref="RefusalException">The document has become too long.</exception>
    public void Step()
    {
        if (++_steps % LookEvery != 0)
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        if (Json.BytesCommitted + Json.BytesPending > MostBytes)
        {
            throw new RefusalException(
                "answer-too-long", $"The answer would have more than {MostBytes} bytes as JSON.", "Select less, or ask for format=bin.", RefusalKind.TooLarge);
        }
    }

    /// <summary>What has been written.</summary>
    public byte[] ToBytes()
    {
        Json.Flush();
        return _bytes.WrittenSpan.ToArray();
    }

    /// <inheritdoc />
    public void Dispose() => _json?.Dispose();
}
