using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Writes elements of any type as JSON values: NaN and infinities are null, compounds and complex numbers lists.</summary>
internal static class Hdf5ElementJson
{
    /// <summary>Writes one.</summary>
    public static void Write(BoundedJson to, Hdf5Form form, ReadOnlySpan<byte> element)
    {
        to.Step();
        if (form.Type.IsBoolean)
        {
            to.Json.WriteBooleanValue(element.ContainsAnyExcept((byte)0));
        }
        else if (form.Number is { } number)
        {
            WriteNumber(to, number, element);
        }
        else if (form.Members.Count > 0)
        {
            WriteMembers(to, form, element);
        }
        else if (form.Type.Class == Hdf5TypeClass.VariableLength)
        {
            WriteRow(to, form.Element!, Hdf5Heap.Sequence(element, form.Element!.Size));
        }
        else if (form.Type.Class == Hdf5TypeClass.Array)
        {
            WriteArray(to, form.Element!, form.Type.ArrayShape, 0, element);
        }
        else
        {
            WriteOther(to, form, element);
        }
    }

    private static void WriteOther(BoundedJson to, Hdf5Form form, ReadOnlySpan<byte> element)
    {
        switch (form.Type.Class)
        {
            case Hdf5TypeClass.Text:
                to.Json.WriteStringValue(form.Type.IsVariableText ? Hdf5Heap.Text(element) : Fixed(element, form.Type.Padding));
                break;
            case Hdf5TypeClass.Reference:
                to.Json.WriteStringValue(Reference(form.Type, element));
                break;
            case Hdf5TypeClass.Bitfield or Hdf5TypeClass.Integer:
                var isUnsigned = !form.Type.IsSigned || form.Type.Class == Hdf5TypeClass.Bitfield;
                to.Json.WriteRawValue(new BigInteger(element, isUnsigned).ToString(CultureInfo.InvariantCulture), skipInputValidation: true);
                break;
            default:
                WriteBytes(to, element);
                break;
        }
    }

    private static void WriteMembers(BoundedJson to, Hdf5Form form, ReadOnlySpan<byte> element)
    {
        to.Json.WriteStartArray();
        foreach (var member in form.Members)
        {
            Write(to, member, element[..(int)member.Size]);
            element = element[(int)member.Size..];
        }

        to.Json.WriteEndArray();
    }

    private static void WriteRow(BoundedJson to, Hdf5Form form, ReadOnlySpan<byte> elements)
    {
        to.Json.WriteStartArray();
        for (; elements.Length > 0; elements = elements[(int)form.Size..])
        {
            Write(to, form, elements[..(int)form.Size]);
        }

        to.Json.WriteEndArray();
    }

    private static void WriteArray(BoundedJson to, Hdf5Form form, IReadOnlyList<long> shape, int axis, ReadOnlySpan<byte> elements)
    {
        if (axis == shape.Count - 1)
        {
            WriteRow(to, form, elements);
            return;
        }

        var bytes = (int)(elements.Length / shape[axis]);
        to.Json.WriteStartArray();
        for (; elements.Length > 0; elements = elements[bytes..])
        {
            WriteArray(to, form, shape, axis + 1, elements[..bytes]);
        }

        to.Json.WriteEndArray();
    }

    private static void WriteNumber(BoundedJson to, NumberType number, ReadOnlySpan<byte> element)
    {
        var json = to.Json;
        switch (number)
        {
            case NumberType.Int8:
                json.WriteNumberValue((sbyte)element[0]);
                break;
            case NumberType.UInt8:
                json.WriteNumberValue(element[0]);
                break;
            case NumberType.Int16:
                json.WriteNumberValue(MemoryMarshal.Read<short>(element));
                break;
            case NumberType.UInt16:
                json.WriteNumberValue(MemoryMarshal.Read<ushort>(element));
                break;
            case NumberType.Int32:
                json.WriteNumberValue(MemoryMarshal.Read<int>(element));
                break;
            case NumberType.UInt32:
                json.WriteNumberValue(MemoryMarshal.Read<uint>(element));
                break;
            case NumberType.Int64:
                json.WriteNumberValue(MemoryMarshal.Read<long>(element));
                break;
            case NumberType.UInt64:
                json.WriteNumberValue(MemoryMarshal.Read<ulong>(element));
                break;
            case NumberType.Float32 when MemoryMarshal.Read<float>(element) is var single && float.IsFinite(single):
                json.WriteNumberValue(single);
                break;
            case NumberType.Float64 when MemoryMarshal.Read<double>(element) is var value && double.IsFinite(value):
                json.WriteNumberValue(value);
                break;
            default:
                json.WriteNullValue();
                break;
        }
    }

    /// <summary>The library itself leaves out the spaces that fill a text up, and a reader the zeros.</summary>
    private static string Fixed(ReadOnlySpan<byte> bytes, Hdf5StringPadding padding) => Encoding.UTF8.GetString(padding switch
    {
        Hdf5StringPadding.SpacePadded => bytes.TrimEnd((byte)' '),
        Hdf5StringPadding.NullTerminated when bytes.IndexOf((byte)0) is >= 0 and var end => bytes[..end],
        _ => bytes.TrimEnd((byte)0),
    });

    /// <summary>In the words of h5py: an address within the file means nothing outside it.</summary>
    private static string Reference(Hdf5Type type, ReadOnlySpan<byte> element) =>
        $"<HDF5 {(type.IsRegionReference ? "region" : "object")} reference{(element.ContainsAnyExcept((byte)0) ? "" : " (null)")}>";

    /// <summary>Bytes without meaning are text where they can be, else a list of numbers.</summary>
    private static void WriteBytes(BoundedJson to, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            to.Json.WriteStringValue(Encoding.UTF8.GetString(bytes));
            return;
        }

        to.Json.WriteStartArray();
        foreach (var one in bytes)
        {
            to.Step();
            to.Json.WriteNumberValue(one);
        }

        to.Json.WriteEndArray();
    }
}
