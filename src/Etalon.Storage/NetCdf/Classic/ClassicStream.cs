using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Reads the big-endian fields of a classic header. Every count is checked against the bytes that are left.</summary>
internal sealed class ClassicStream
{
    private const int WideData = 5;
    private const uint OpenRecords = 0xFFFFFFFF;

    // An exact double stops here.
    private const double ExactIntegers = 9007199254740992;

    private readonly Stream _stream;
    private readonly int _version;

    /// <summary>Begins after the three letters of the signature have been recognised.</summary>
    public ClassicStream(Stream stream)
    {
        _stream = stream;
        var signature = Take(4);
        _version = signature[3];
        if (!signature.AsSpan(0, 3).SequenceEqual("CDF"u8) || _version is not (1 or 2 or WideData))
        {
            throw new InvalidDataException("its signature is not that of NetCDF-3");
        }
    }

    /// <summary>The length of the record dimension; -1 where it was left open.</summary>
    public long ReadRecords()
    {
        if (_version == WideData)
        {
            var wide = BinaryPrimitives.ReadInt64BigEndian(Take(8));
            return wide >= 0 ? wide : -1;
        }

        var records = BinaryPrimitives.ReadUInt32BigEndian(Take(4));
        return records == OpenRecords ? -1 : records;
    }

    /// <summary>A count: never negative.</summary>
    public long ReadCount()
    {
        var count = _version == WideData
            ? BinaryPrimitives.ReadInt64BigEndian(Take(8))
            : BinaryPrimitives.ReadUInt32BigEndian(Take(4));
        return count >= 0 ? count : throw new InvalidDataException($"its header holds the count {count}");
    }

    /// <summary>The first byte of a variable.</summary>
    public long ReadOffset()
    {
        var offset = _version == 1
            ? BinaryPrimitives.ReadUInt32BigEndian(Take(4))
            : BinaryPrimitives.ReadInt64BigEndian(Take(8));
        return offset >= 0 ? offset : throw new InvalidDataException($"a variable begins at byte {offset}");
    }

    /// <summary>The code of a type.</summary>
    public int ReadType() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>A name.</summary>
    public string ReadName() => Encoding.UTF8.GetString(TakePadded(ReadCount()));

    /// <summary>A list: tag, count, items; or two zeros.</summary>
    public ImmutableArray<T> ReadList<T>(int tag, Func<ClassicStream, T> item)
    {
        const int smallestItem = 8;
        var found = ReadType();
        var count = ReadCount();
        if (found == 0 && count == 0)
        {
            return [];
        }

        if (found != tag || count > (_stream.Length - _stream.Position) / smallestItem)
        {
            throw new InvalidDataException($"its header has a list of {count} items with tag {found} where tag {tag} is due");
        }

        var items = ImmutableArray.CreateBuilder<T>();
        for (var i = 0L; i < count; i++)
        {
            items.Add(item(this));
        }

        return items.ToImmutable();
    }

    /// <summary>The value of an attribute.</summary>
    public AttributeValue ReadValue()
    {
        var code = ReadType();
        var type = ClassicType.Sample(code);
        var count = ReadCount();
        var size = ClassicType.Bytes(code);
        if (count > _stream.Length / size)
        {
            throw new InvalidDataException($"an attribute has {count} values");
        }

        var bytes = TakePadded(count * size);
        if (type is not { } sample)
        {
            return AttributeValue.Of(Encoding.UTF8.GetString(bytes).TrimEnd('\0'));
        }

        var numbers = new double[count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = Number(bytes.AsSpan(i * size), sample);
        }

        return count == 1 && Math.Abs(numbers[0]) > ExactIntegers && sample.IsInteger()
            ? AttributeValue.Of(Exact(bytes, sample))
            : AttributeValue.Of(sample, numbers);
    }

    private static double Number(ReadOnlySpan<byte> bytes, SampleType type) => type switch
    {
        SampleType.Int8 => (sbyte)bytes[0],
        SampleType.UInt8 => bytes[0],
        SampleType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        SampleType.UInt16 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        SampleType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        SampleType.UInt32 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        SampleType.Int64 => BinaryPrimitives.ReadInt64BigEndian(bytes),
        SampleType.UInt64 => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        SampleType.Float32 => BinaryPrimitives.ReadSingleBigEndian(bytes),
        _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
    };

    private static string Exact(ReadOnlySpan<byte> bytes, SampleType type) => type == SampleType.Int64
        ? BinaryPrimitives.ReadInt64BigEndian(bytes).ToString(CultureInfo.InvariantCulture)
        : BinaryPrimitives.ReadUInt64BigEndian(bytes).ToString(CultureInfo.InvariantCulture);

    private byte[] TakePadded(long count)
    {
        if (count > _stream.Length - _stream.Position)
        {
            throw new InvalidDataException($"its header ends before {count} bytes that it promises");
        }

        var bytes = Take((int)Math.Min(count, int.MaxValue));
        _ = Take((int)((4 - (count % 4)) % 4));
        return bytes;
    }

    private byte[] Take(int count)
    {
        var bytes = new byte[count];
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException error)
        {
            throw new InvalidDataException("it ends within its header", error);
        }

        return bytes;
    }
}
