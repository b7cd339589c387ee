using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>The header of a NumPy file, versions 1 to 3.</summary>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Type">The type of a sample.</param>
/// <param name="IsBigEndian">Whether samples are big-endian.</param>
/// <param name="IsFortran">Whether the first axis varies fastest.</param>
/// <param name="Offset">Where samples begin.</param>
internal sealed partial record NpyHeader(ImmutableArray<long> Shape, SampleType Type, bool IsBigEndian, bool IsFortran, long Offset)
{
    private const int Alignment = 64;
    private const int MostHeader = 65536;
    private const int FixedBytes = 10;

    /// <summary>Whether a file begins as NumPy files do.</summary>
    public static bool IsIn(ReadOnlySpan<byte> head) => head.StartsWith(Magic);

    /// <summary>Reads the header of a file.</summary>
    public static NpyHeader Parse(ReadOnlySpan<byte> head, long fileBytes, string path)
    {
        if (!IsIn(head) || head.Length < FixedBytes + 2)
        {
            throw Refusal.Corrupt(path, "it does not begin as a NumPy file");
        }

        var isLong = head[6] switch
        {
            1 => false,
            2 or 3 => true,
            var version => throw new RefusalException(
                "unsupported-version", $"'{path}' is of version {version} of NumPy's format; 1 to 3 are read.",
                kind: RefusalKind.Unsupported),
        };
        var from = isLong ? FixedBytes + 2 : FixedBytes;
        var length = isLong ? BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) : BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (length > MostHeader || from + length > head.Length)
        {
            throw Refusal.Corrupt(path, $"its header says that it has {length} bytes");
        }

        var text = Encoding.UTF8.GetString(head.Slice(from, (int)length));
        var header = Parse(text, from + length, path);
        var bytes = Samples(header.Shape, header.Type, path);
        return bytes <= fileBytes - header.Offset
            ? header
            : throw Refusal.Corrupt(path, $"its samples take {bytes} bytes, {fileBytes - header.Offset} are there");
    }

    /// <summary>The header that is written: version 1, little-endian, the last axis fastest; samples begin on a multiple of 64.</summary>
    public static byte[] ToBytes(ImmutableArray<long> shape, SampleType type)
    {
        var lengths = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        var text = $"{{'descr': '{NumpyType.Name(type)}', 'fortran_order': False, 'shape': ({lengths}), }}";
        var total = (FixedBytes + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - FixedBytes));
        bytes.AsSpan(FixedBytes).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(FixedBytes));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    /// <summary>How a file begins.</summary>
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static NpyHeader Parse(string text, long offset, string path)
    {
        var (descr, order, shape) = (Descr().Match(text), Order().Match(text), ShapeList().Match(text));
        if (!order.Success || !shape.Success)
        {
            throw Refusal.Corrupt(path, "its header names no order or no shape");
        }

        if (!descr.Success || NumpyType.Parse(descr.Groups["value"].Value) is not { } type)
        {
            var name = descr.Success ? descr.Groups["value"].Value : "record";
            throw new RefusalException(
                "unsupported-data-type", $"'{path}' holds values of type '{name}'; plain numbers are read.",
                "Save each field as an array of numbers.", RefusalKind.Unsupported);
        }

        var lengths = shape.Groups["value"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0
                ? length
                : throw Refusal.Corrupt(path, $"its shape holds '{part}', no length from 1"))
            .ToImmutableArray();
        return lengths.Length <= BoxCopy.MostAxes
            ? new NpyHeader(lengths, type.Type, type.IsBigEndian, order.Groups["value"].Value is "True", offset)
            : throw Refusal.Corrupt(path, $"it has {lengths.Length} axes, at most {BoxCopy.MostAxes} are read");
    }

    private static long Samples(ImmutableArray<long> shape, SampleType type, string path)
    {
        try
        {
            return shape.Aggregate((long)type.Bytes(), (product, length) => checked(product * length));
        }
        catch (OverflowException error)
        {
            throw Refusal.Corrupt(path, $"its shape ({string.Join(", ", shape)}) is larger than any file", error);
        }
    }

    [GeneratedRegex("'descr':\\s*'(?<value>[^']{1,32})'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Descr();

    [GeneratedRegex("'fortran_order':\\s*(?<value>True|False)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Order();

    [GeneratedRegex("'shape':\\s*\\((?<value>[0-9,\\s]{0,1000})\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapeList();
}
