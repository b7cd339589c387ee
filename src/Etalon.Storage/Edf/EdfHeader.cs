using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The text before the samples of an EDF frame: <c>{ name = value ; … }</c> and a line's end.</summary>
/// <param name="Fields">Names, whose case does not count, and values.</param>
/// <param name="Bytes">Length of the header.</param>
internal sealed record EdfHeader(IReadOnlyDictionary<string, string> Fields, int Bytes)
{
    /// <summary>Longer headers are lies; a hundred motors take 8 KiB.</summary>
    public const int MostBytes = 1 << 20;

    private const int MostFields = 5000;
    private const int LooksLikeOne = 2048;

    private static readonly Dictionary<string, SampleType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SignedByte"] = SampleType.Int8,
        ["Signed8"] = SampleType.Int8,
        ["UnsignedByte"] = SampleType.UInt8,
        ["Unsigned8"] = SampleType.UInt8,
        ["SignedShort"] = SampleType.Int16,
        ["Signed16"] = SampleType.Int16,
        ["UnsignedShort"] = SampleType.UInt16,
        ["Unsigned16"] = SampleType.UInt16,
        ["UnsignedShortInteger"] = SampleType.UInt16,
        ["SignedInteger"] = SampleType.Int32,
        ["Signed32"] = SampleType.Int32,
        ["SignedLong"] = SampleType.Int32,
        ["UnsignedInteger"] = SampleType.UInt32,
        ["Unsigned32"] = SampleType.UInt32,
        ["UnsignedLong"] = SampleType.UInt32,
        ["Signed64"] = SampleType.Int64,
        ["Unsigned64"] = SampleType.UInt64,
        ["FloatValue"] = SampleType.Float32,
        ["Float"] = SampleType.Float32,
        ["FloatIEEE32"] = SampleType.Float32,
        ["Float32"] = SampleType.Float32,
        ["Double"] = SampleType.Float64,
        ["DoubleValue"] = SampleType.Float64,
        ["FloatIEEE64"] = SampleType.Float64,
        ["DoubleIEEE64"] = SampleType.Float64,
    };

    /// <summary>Whether bytes begin as EDF frames do.</summary>
    public static bool IsIn(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty || head[0] != '{' || head.Length < 2 || !char.IsWhiteSpace((char)head[1]))
        {
            return false;
        }

        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, LooksLikeOne)]);
        return text.Contains('=', StringComparison.Ordinal) && text.Contains(';', StringComparison.Ordinal)
            && (text.Contains("Dim_1", StringComparison.OrdinalIgnoreCase) || text.Contains("EDF_", StringComparison.OrdinalIgnoreCase)
                || text.Contains("HeaderID", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Reads a header; null where the bytes are none, or do not hold all of it.</summary>
    public static EdfHeader? Parse(ReadOnlySpan<byte> bytes)
    {
        // Fields end with semicolons, so a brace before a line's end is the end of all.
        var close = bytes.IndexOf("}\n"u8);
        var windows = bytes.IndexOf("}\r\n"u8);
        var end = windows >= 0 && (close < 0 || windows < close) ? windows + 3 : close + 2;
        if (bytes.IsEmpty || bytes[0] != '{' || (close < 0 && windows < 0))
        {
            return null;
        }

        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Encoding.Latin1.GetString(bytes[1..(end - 2)]).Split(';').Take(MostFields))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                fields.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim().TrimEnd('}').TrimEnd());
            }
        }

        return new EdfHeader(fields, end);
    }

    /// <summary>The text of a field; empty where there is none.</summary>
    public string this[string name] => Fields.GetValueOrDefault(name) ?? "";

    /// <summary>A length; null where the field is missing.</summary>
    public long? Length(string name, string path)
    {
        var text = this[name];
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length) && length > 0
            ? length
            : throw Refusal.Corrupt(path, $"its header says {name} = {text}");
    }

    /// <summary>The type of the samples.</summary>
    public SampleType Type(string path) => Types.TryGetValue(this["DataType"], out var type)
        ? type
        : throw new RefusalException(
            "unsupported-data-type", $"'{path}' holds samples of type '{this["DataType"]}'; read are {string.Join(", ", Types.Keys)}.",
            "Convert it with fabio-convert.", RefusalKind.Unsupported);

    /// <summary>Whether samples are big-endian; the header must say.</summary>
    public bool IsBigEndian(string path) => this["ByteOrder"] switch
    {
        var order when order.Contains("Low", StringComparison.OrdinalIgnoreCase) => false,
        var order when order.Contains("High", StringComparison.OrdinalIgnoreCase) => true,
        "" when Type(path).Bytes() == 1 => false,
        var order => throw new RefusalException(
            "missing-metadata", $"The header of '{path}' says ByteOrder = '{order}'; needed is LowByteFirst or HighByteFirst.",
            "Add the field to the header, as the detector's manual says."),
    };
}
