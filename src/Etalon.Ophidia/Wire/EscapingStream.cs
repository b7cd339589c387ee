using System.Buffers;
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

    /// <summary>What stands for itself: ASCII but for what XML takes for its own. Samples in base64 are nothing else.</summary>
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create([.. Enumerable.Range(0, 0x7F).Select(static code => (byte)code).Except("&<>"u8.ToArray())]);

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _letters = new char[1024];
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
            var plain = buffer.IndexOfAnyExcept(Plain);
            plain = plain < 0 ? buffer.Length : plain;
            PutMany(buffer[..plain]);
            buffer = buffer[plain..];
            if (!buffer.IsEmpty)
            {
                buffer = buffer[(buffer[0] < 0x80 ? PutSign(buffer[0]) : PutLetters(buffer))..];
            }
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

    /// <summary>A sign of ASCII that stands for something else in XML.</summary>
    private int PutSign(byte sign)
    {
        switch (sign)
        {
            case (byte)'&': PutMany("&amp;"u8); break;
            case (byte)'<': PutMany("&lt;"u8); break;
            case (byte)'>': PutMany("&gt;"u8); break;
            default: PutMany(Escape((char)sign)); break;
        }

        return 1;
    }

    /// <summary>Letters beyond ASCII; one that is cut off at the end goes on in the next write.</summary>
    private int PutLetters(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOfAnyInRange((byte)0, (byte)0x7F);
        var all = end < 0 ? buffer.Length : end;
        for (var taken = 0; taken < all;)
        {
            _decoder.Convert(buffer[taken..all], _letters, flush: false, out var used, out var made, out _);
            foreach (var letter in _letters.AsSpan(0, made))
            {
                PutMany(Escape(letter));
            }

            taken += used;
        }

        return all;
    }

    private void PutMany(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            if (_filled == Room)
            {
                Flush();
            }

            var count = Math.Min(text.Length, Room - _filled);
            text[..count].CopyTo(_bytes.AsSpan(_filled));
            _filled += count;
            text = text[count..];
        }
    }

    private static byte[] Escape(char letter) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}"));
}
