using System.Globalization;
using System.Text;

namespace Etalon.Ophidia;

/// <summary>
/// Turns the UTF-8 of a JSON document into text for an element, in ASCII: clients decode replies in a way that only ASCII survives. Letters beyond
/// it stand in JSON's strings alone, so JSON's own escapes do.
/// </summary>
internal sealed class EscapingStream(Stream target, Stream? copy = null) : Stream
{
    private const int Room = 1 << 15;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _letters = new char[Room];
    private readonly byte[] _bytes = new byte[Room];
    private int _filled;

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

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc />
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        copy?.Write(buffer);
        while (!buffer.IsEmpty)
        {
            _decoder.Convert(buffer, _letters, flush: false, out var used, out var made, out _);
            foreach (var letter in _letters.AsSpan(0, made))
            {
                Put(letter);
            }

            buffer = buffer[used..];
        }
    }

    /// <inheritdoc />
    public override void Flush()
    {
        target.Write(_bytes, 0, _filled);
        _filled = 0;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Flush();
        }

        base.Dispose(disposing);
    }

    private void Put(char letter)
    {
        const int longest = 8;
        if (_filled + longest > Room)
        {
            Flush();
        }

        switch (letter)
        {
            case '&': Put("&amp;"u8); break;
            case '<': Put("&lt;"u8); break;
            case '>': Put("&gt;"u8); break;
            case <= '~': _bytes[_filled++] = (byte)letter; break;
            default: Put(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"))); break;
        }
    }

    private void Put(ReadOnlySpan<byte> text)
    {
        text.CopyTo(_bytes.AsSpan(_filled));
        _filled += text.Length;
    }
}
