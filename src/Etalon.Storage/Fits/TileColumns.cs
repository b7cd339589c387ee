using System.Buffers.Binary;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Where the encoded bytes of tiles lie: a table with a row for each tile, whose columns point into a heap behind it (FITS 4.0, sections 7.3.5 and 10.1.3).</summary>
/// <param name="Start">Byte of the file where the table begins.</param>
/// <param name="RowBytes">Bytes of a row.</param>
/// <param name="Heap">Byte of the file where the heap begins.</param>
/// <param name="End">Byte of the file where it ends.</param>
/// <param name="Columns">Those that may hold encoded samples, in the order in which the library looks at them.</param>
internal sealed record TileColumns(long Start, long RowBytes, long Heap, long End, IReadOnlyList<TileColumn> Columns)
{
    // So that a product of two of them fits 128 bits, and the sum of a file's sizes 64.
    private const long MostBytes = 1L << 50;

    /// <summary>The columns of a table.</summary>
    /// <param name="start">Byte of the file where its data begin.</param>
    /// <param name="keywords">Its header.</param>
    /// <param name="number">Its place in the file, for messages.</param>
    /// <exception cref="InvalidDataException">The header contradicts itself.</exception>
    public static TileColumns Of(long start, AttributeSet keywords, int number)
    {
        var (width, rows, more) = (Length("NAXIS1"), Length("NAXIS2"), Length("PCOUNT"));
        var found = new Dictionary<string, TileColumn>(StringComparer.Ordinal);
        var at = 0L;
        for (var n = 1; n <= Length("TFIELDS"); n++)
        {
            var form = keywords.Text(Key("TFORM", n)).Trim();
            var (repeat, kind, element) = Read(form) ?? throw new InvalidDataException($"part {number} has a column of '{form}'");
            if (kind is 'P' or 'Q')
            {
                found.TryAdd(keywords.Text(Key("TTYPE", n)).Trim().ToUpperInvariant(), new TileColumn(at, kind == 'Q', BytesOf(element) ?? 1));
            }

            at += kind == 'X' ? (repeat + 7) / 8 : repeat * BytesOf(kind)!.Value;
        }

        var bytes = (Int128)width * rows;
        var heap = keywords.Whole("THEAP") ?? bytes;
        return at == width && bytes <= MostBytes && heap >= bytes && heap <= bytes + more && found.ContainsKey("COMPRESSED_DATA")
            ? new TileColumns(start, width, start + (long)heap, start + (long)bytes + more, Ordered(found))
            : throw new InvalidDataException($"part {number} has rows of {width} bytes in columns of {at}, or no column of encoded tiles");

        long Length(string key) => keywords.Whole(key) is { } length && length >= 0 && length < MostBytes ? (long)length : throw new InvalidDataException($"part {number} has no {key}");
    }

    /// <summary>Where the bytes of a tile lie.</summary>
    /// <param name="row">The row of the table.</param>
    /// <param name="cells">The bytes of that row.</param>
    /// <exception cref="InvalidDataException">They leave the heap, or there are none.</exception>
    public (TileColumn Column, long Offset, long Bytes) Find(long row, ReadOnlySpan<byte> cells)
    {
        foreach (var column in Columns)
        {
            var cell = cells[(int)column.Offset..];
            var (count, offset) = column.IsLong
                ? (BinaryPrimitives.ReadInt64BigEndian(cell), BinaryPrimitives.ReadInt64BigEndian(cell[8..]))
                : (BinaryPrimitives.ReadInt32BigEndian(cell), BinaryPrimitives.ReadInt32BigEndian(cell[4..]));
            var bytes = (Int128)count * column.ElementBytes;
            if (count < 0 || offset < 0 || offset > End - Heap || bytes > End - Heap - offset)
            {
                throw new InvalidDataException($"tile {row} should lie at byte {offset} of the heap and take {bytes}");
            }

            if (count > 0)
            {
                return (column, Heap + offset, (long)bytes);
            }
        }

        throw new InvalidDataException($"tile {row} is empty");
    }

    private static List<TileColumn> Ordered(Dictionary<string, TileColumn> found)
    {
        var ordered = new List<TileColumn> { found["COMPRESSED_DATA"] };
        if (found.TryGetValue("GZIP_COMPRESSED_DATA", out var zipped))
        {
            ordered.Add(zipped with { IsZipped = true });
        }

        if (found.TryGetValue("UNCOMPRESSED_DATA", out var plain))
        {
            ordered.Add(plain with { IsPlain = true });
        }

        return ordered;
    }

    /// <summary>A form such as <c>1PB(364)</c>: how many, of what, and of what the array is that it points to.</summary>
    private static (long Repeat, char Kind, char Element)? Read(string form)
    {
        var digits = form.TakeWhile(char.IsAsciiDigit).Count();
        var repeat = 1;
        var isRead = digits < form.Length && (digits == 0 || int.TryParse(form.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out repeat));
        return isRead && BytesOf(form[digits]) is not null && (repeat == 1 || form[digits] is not ('P' or 'Q')) ? (repeat, form[digits], digits + 1 < form.Length ? form[digits + 1] : 'B') : null;
    }

    private static int? BytesOf(char kind) => kind switch
    {
        'L' or 'X' or 'B' or 'A' => 1,
        'I' => 2,
        'J' or 'E' => 4,
        'K' or 'D' or 'C' or 'P' => 8,
        'M' or 'Q' => 16,
        _ => null,
    };

    private static string Key(string name, int n) => string.Create(CultureInfo.InvariantCulture, $"{name}{n}");
}
