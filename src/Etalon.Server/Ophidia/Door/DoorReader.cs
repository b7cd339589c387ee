using System.Globalization;
using System.Text;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>
/// Reads one request of HTTP/1.1, as little of it as Ophidia's clients need. The length that they declare counts characters, not bytes:
/// it is believed only as far as the closing tag of the request confirms it.
/// </summary>
internal sealed class DoorReader(Stream stream)
{
    private const int MostHeader = 16 << 10;

    /// <summary>How long bytes beyond the declared length are waited for. They were sent with the others: only a broken envelope pays this.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private byte[] _buffer = new byte[MostHeader];
    private int _filled;

    /// <summary>The request; null if the other side went away without one.</summary>
    /// <exception cref="DoorException">It is no request that is answered here.</exception>
    /// <exception cref="OphidiaException">It is too large.</exception>
    public async Task<DoorRequest?> ReadAsync(CancellationToken cancellation)
    {
        var end = await HeaderAsync(cancellation);
        if (end < 0)
        {
            return null;
        }

        var lines = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
        var first = lines[0].Split(' ');
        if (first.Length != 3 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw new DoorException("400 Bad Request", "This is no request of HTTP/1.1.");
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[colon > 0 ? line[..colon].Trim() : ""] = line[(colon + 1)..].Trim();
        }

        if (first[0] is not "POST")
        {
            throw new DoorException("405 Method Not Allowed", "Here is Etalon's door for clients of Ophidia: SOAP in a POST, with 'Authorization: Basic'.");
        }

        return new DoorRequest(first[0], headers, await BodyAsync(end + 4, headers, cancellation));
    }

    /// <summary>Where the header ends.</summary>
    private async Task<int> HeaderAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return end;
            }

            if (_filled >= MostHeader)
            {
                throw new DoorException("431 Request Header Fields Too Large", $"The header is longer than {MostHeader} bytes.");
            }

            if (!await MoreAsync(cancellation))
            {
                return -1;
            }
        }
    }

    private async Task<ReadOnlyMemory<byte>> BodyAsync(int start, Dictionary<string, string> headers, CancellationToken cancellation)
    {
        if (headers.ContainsKey("Transfer-Encoding"))
        {
            throw new DoorException("411 Length Required", "Send the envelope with a Content-Length, not in chunks.");
        }

        var text = headers.GetValueOrDefault("Content-Length");
        var declared = long.MaxValue;
        if (text is not null && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out declared))
        {
            throw new DoorException("400 Bad Request", "The Content-Length is no number.");
        }

        if (declared > RequestEnvelope.MostBytes && text is not null)
        {
            throw TooLarge(declared);
        }

        if (headers.GetValueOrDefault("Expect", "").Equals("100-continue", StringComparison.OrdinalIgnoreCase))
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), cancellation);
            await stream.FlushAsync(cancellation);
        }

        var looked = start;
        while (!HasEnd(ref looked))
        {
            if (_filled - start > RequestEnvelope.MostBytes)
            {
                throw TooLarge(_filled - start);
            }

            var isAsDeclared = _filled - start >= declared;
            if (!(isAsDeclared ? await LateAsync(cancellation) : await MoreAsync(cancellation)))
            {
                break;
            }
        }

        return _buffer.AsMemory(start, _filled - start);
    }

    /// <summary>Whether the closing tag of the request is there, with any prefix.</summary>
    private bool HasEnd(ref int looked)
    {
        var tag = RequestEnvelope.ClosingTag;
        while (_buffer.AsSpan(looked, _filled - looked).IndexOf(tag) is var found and >= 0)
        {
            var at = looked + found;
            while (at > 0 && (char.IsAsciiLetterOrDigit((char)_buffer[at - 1]) || _buffer[at - 1] is (byte)'-' or (byte)'_' or (byte)':' or (byte)'.'))
            {
                at--;
            }

            if (at >= 2 && _buffer[at - 1] == (byte)'/' && _buffer[at - 2] == (byte)'<')
            {
                return true;
            }

            looked += found + tag.Length;
        }

        looked = Math.Max(looked, _filled - tag.Length);
        return false;
    }

    private async Task<bool> LateAsync(CancellationToken cancellation)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(Grace);
        try
        {
            return await MoreAsync(late.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> MoreAsync(CancellationToken cancellation)
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var count = await stream.ReadAsync(_buffer.AsMemory(_filled), cancellation);
        _filled += count;
        return count > 0;
    }

    private static OphidiaException TooLarge(long bytes) => new(
        OphidiaError.Parameter, $"The request has {bytes} bytes or more; at most {RequestEnvelope.MostBytes} are read. Send less at once.");
}
