using System.Globalization;
using System.Text;

namespace Etalon.Server;

/// <summary>
/// The body of a reply. One that is small goes out at once, with its length; a large one goes out in chunks while it is made, so that it is
/// never held as a whole.
/// </summary>
internal sealed class ReplyStream(Stream target) : Stream
{
    private const int Room = 64 << 10;

    private readonly byte[] _buffer = new byte[Room];
    private int _filled;

    /// <summary>Whether the other side has got something already, so that nothing can be taken back.</summary>
    public bool IsUnderWay { get; private set; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Takes back what was written; only while nothing is under way.</summary>
    public void Reset() => _filled = IsUnderWay ? throw new InvalidOperationException("Something has been sent.") : 0;

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_filled == Room)
            {
                Send();
            }

            var count = Math.Min(buffer.Length, Room - _filled);
            buffer[..count].CopyTo(_buffer.AsSpan(_filled));
            _filled += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Sends the rest.</summary>
    public async Task FinishAsync(CancellationToken cancellation)
    {
        if (!IsUnderWay)
        {
            var head = Head(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {_filled}"));
            await target.WriteAsync((byte[])[.. head, .. _buffer.AsSpan(0, _filled)], cancellation);
        }
        else
        {
            await target.WriteAsync((byte[])[.. ChunkStart(_filled), .. _buffer.AsSpan(0, _filled), .. "\r\n0\r\n\r\n"u8], cancellation);
        }

        await target.FlushAsync(cancellation);
    }

    /// <inheritdoc />
    public override void Flush()
    {
        // Small pieces are not sent alone.
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    private void Send()
    {
        if (!IsUnderWay)
        {
            target.Write(Head("Transfer-Encoding: chunked"));
            IsUnderWay = true;
        }

        target.Write(ChunkStart(_filled));
        target.Write(_buffer, 0, _filled);
        target.Write("\r\n"u8);
        _filled = 0;
    }

    private static byte[] Head(string length) =>
        Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nConnection: close\r\n{length}\r\n\r\n");

    private static byte[] ChunkStart(int bytes) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes:x}\r\n"));
}
