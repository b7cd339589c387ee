using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Server;

/// <summary>Little-endian samples with their shape, in the forms in which other programs take them.</summary>
/// <param name="Type">The type of a sample.</param>
/// <param name="Shape">Slowest axis first; none for one number.</param>
/// <param name="Bytes">The samples.</param>
internal sealed record RawArray(SampleType Type, ImmutableArray<long> Shape, byte[] Bytes)
{
    private const int Classic = 42;

    /// <summary>The type as numpy writes it.</summary>
    public static string NumpyName(SampleType type) => type switch
    {
        SampleType.Complex64 => "<c8",
        SampleType.Int8 => "|i1",
        SampleType.UInt8 => "|u1",
        _ => $"<{(type.IsFloat() ? 'f' : type.IsSigned() ? 'i' : 'u')}{type.Bytes()}",
    };

    /// <summary>Nested lists, or one list; NaN and infinities are null, complex numbers pairs.</summary>
    public byte[] ToJson(bool isFlat)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            if (isFlat && Shape.Length > 0)
            {
                Level(json, [Bytes.Length / Type.Bytes()], 0);
            }
            else
            {
                Level(json, Shape, 0);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A NumPy file, version 1.</summary>
    public byte[] ToNpy() => Npy(NumpyName(Type), Shape, Bytes);

    /// <summary>A NumPy file, version 1, of elements that numpy knows by that name.</summary>
    public static byte[] Npy(string type, ImmutableArray<long> shape, byte[] elements)
    {
        const int fixedBytes = 10;
        const int alignment = 64;
        var lengths = shape.Length == 1 ? $"{shape[0]}," : string.Join(", ", shape);
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({lengths}), }}";
        var padded = ((fixedBytes + text.Length + alignment) / alignment * alignment) - fixedBytes;
        var file = new byte[fixedBytes + padded + elements.Length];
        file[0] = 0x93;
        "NUMPY"u8.CopyTo(file.AsSpan(1));
        (file[6], file[7]) = (1, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)padded);
        Encoding.ASCII.GetBytes(text.PadRight(padded - 1) + "\n").CopyTo(file, fixedBytes);
        elements.CopyTo(file, fixedBytes + padded);
        return file;
    }

    /// <summary>A line for each row, numbers with commas between them.</summary>
    public byte[] ToCsv()
    {
        var columns = Shape.Length == 0 ? 1 : Shape.Length == 1 ? 1 : Shape[^1];
        var text = new StringBuilder();
        for (var i = 0; i < Bytes.Length / Type.Bytes(); i++)
        {
            text.Append(i == 0 ? "" : i % columns == 0 ? "\n" : ",").Append(Text(i));
        }

        return Encoding.ASCII.GetBytes(text.Append('\n').ToString());
    }

    /// <summary>A TIFF of one page, not compressed.</summary>
    public byte[] ToTiff()
    {
        if (Shape.Length != 2 || Type == SampleType.Complex64)
        {
            throw new RefusalException("no-picture", $"A TIFF has two axes of real numbers; the selection has {Shape.Length} of {Type.Name()}.", "Select one place on every other axis.");
        }

        const int headBytes = 8;
        const int entryBytes = 12;
        const int fieldShort = 3;
        const int fieldLong = 4;
        var format = Type.IsFloat() ? 3u : Type.IsSigned() ? 2u : 1u;
        (ushort Tag, ushort Field, uint Value)[] entries =
        [
            (256, fieldLong, (uint)Shape[1]), (257, fieldLong, (uint)Shape[0]), (258, fieldShort, (uint)Type.Bytes() * 8), (259, fieldShort, 1), (262, fieldShort, 1),
            (273, fieldLong, headBytes), (277, fieldShort, 1), (278, fieldLong, (uint)Shape[0]), (279, fieldLong, (uint)Bytes.Length), (339, fieldShort, format),
        ];
        var start = headBytes + Bytes.Length + (Bytes.Length % 2);
        var file = new byte[start + 2 + (entries.Length * entryBytes) + 4];
        "II"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(2), Classic);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), (uint)start);
        Bytes.CopyTo(file, headBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(start), (ushort)entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = file.AsSpan(start + 2 + (i * entryBytes));
            BinaryPrimitives.WriteUInt16LittleEndian(entry, entries[i].Tag);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], entries[i].Field);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[4..], 1);
            BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], entries[i].Value);
        }

        return file;
    }

    private void Level(Utf8JsonWriter json, ImmutableArray<long> shape, long place, int axis = 0)
    {
        if (axis == shape.Length)
        {
            Write(json, place);
            return;
        }

        json.WriteStartArray();
        for (var i = 0L; i < shape[axis]; i++)
        {
            Level(json, shape, (place * shape[axis]) + i, axis + 1);
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, long place)
    {
        if (Type != SampleType.Complex64)
        {
            json.WriteRawValue(Text(place) is var text && text.Length > 0 ? text : "null", skipInputValidation: true);
            return;
        }

        var number = At<Complex64>(place);
        json.WriteStartArray();
        json.WriteRawValue(Finite(number.Real) ?? "null", skipInputValidation: true);
        json.WriteRawValue(Finite(number.Imaginary) ?? "null", skipInputValidation: true);
        json.WriteEndArray();
    }

    /// <summary>A number as text; empty where it is none.</summary>
    private string Text(long place) => Type switch
    {
        SampleType.Int8 => Whole(At<sbyte>(place)),
        SampleType.UInt8 => Whole(At<byte>(place)),
        SampleType.Int16 => Whole(At<short>(place)),
        SampleType.UInt16 => Whole(At<ushort>(place)),
        SampleType.Int32 => Whole(At<int>(place)),
        SampleType.UInt32 => Whole(At<uint>(place)),
        SampleType.Int64 => Whole(At<long>(place)),
        SampleType.UInt64 => Whole(At<ulong>(place)),
        SampleType.Float16 => Finite((float)At<Half>(place)) ?? "",
        SampleType.Float32 => Finite(At<float>(place)) ?? "",
        SampleType.Float64 => At<double>(place) is var number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        _ => string.Create(CultureInfo.InvariantCulture, $"{At<Complex64>(place).Real:R}{At<Complex64>(place).Imaginary:+0.######;-0.######}j"),
    };

    private static string Whole<T>(T number)
        where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);

    private static string? Finite(float number) => float.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : null;

    private T At<T>(long place)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes)[checked((int)place)];
}
