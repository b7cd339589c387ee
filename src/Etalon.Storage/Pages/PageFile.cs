using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Etalon.Storage;

/// <summary>A page that is being written: text goes into a pooled buffer, and from there into the file.</summary>
internal sealed class PageFile : IBufferWriter<byte>, IDisposable
{
    private const int Room = 1 << 18;

    /// <summary>The lines of style on every page.</summary>
    public const string Style =
        "body{font:14px/1.5 system-ui,sans-serif;margin:2rem;color-scheme:light dark}table{border-collapse:collapse}"
        + "th,td{border:1px solid #8886;padding:.15rem .5rem;text-align:left;vertical-align:top;font-variant-numeric:tabular-nums}nav{margin:1rem 0}";

    private readonly SafeFileHandle _file;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Room);
    private int _filled;

    /// <summary>Begins a page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What stands at the top.</param>
    public PageFile(string path, string title)
    {
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
        Put($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{WebUtility.HtmlEncode(title)}</title>\n<style>{Style}</style>\n</head>\n<body>\n");
        Put($"<h1>{WebUtility.HtmlEncode(title)}</h1>\n");
    }

    /// <summary>Bytes so far.</summary>
    public long Written { get; private set; }

    /// <summary>Markup as it is.</summary>
    public void Put(string markup)
    {
        foreach (var part in markup.Chunk(Room / 4))
        {
            Advance(Encoding.UTF8.GetBytes(part, GetSpan(part.Length * 4)));
        }
    }

    /// <summary>Markup as it is.</summary>
    public void Put(ReadOnlySpan<byte> markup)
    {
        markup.CopyTo(GetSpan(markup.Length));
        Advance(markup.Length);
    }

    /// <summary>A number.</summary>
    public void Put(long number)
    {
        _ = number.TryFormat(GetSpan(24), out var written, default, CultureInfo.InvariantCulture);
        Advance(written);
    }

    /// <summary>Text, with what would be markup made harmless.</summary>
    public void Text(string text) => Put(WebUtility.HtmlEncode(text));

    /// <summary>A row of a table of names and texts.</summary>
    public void Row(string name, string text)
    {
        Put("<tr><th>"u8);
        Text(name);
        Put("</th><td>"u8);
        Text(text);
        Put("</td></tr>\n"u8);
    }

    /// <summary>Ends the page.</summary>
    public void Complete()
    {
        Put("</body>\n</html>\n"u8);
        Flush();
    }

    /// <inheritdoc />
    public void Advance(int count) => _filled += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_filled);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_filled);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _file.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void Reserve(int room)
    {
        if (_buffer.Length - _filled >= Math.Max(room, 1))
        {
            return;
        }

        Flush();
        if (_buffer.Length < room)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(room);
        }
    }

    private void Flush()
    {
        RandomAccess.Write(_file, _buffer.AsSpan(0, _filled), Written);
        Written += _filled;
        _filled = 0;
    }
}
