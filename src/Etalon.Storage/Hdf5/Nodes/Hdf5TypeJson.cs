using System.Globalization;
using System.Text.Json;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Describes types with the class codes of HDF5 and the names of numpy, as h5grove does.</summary>
internal static class Hdf5TypeJson
{
    /// <summary>Writes a type as an object.</summary>
    public static void Write(Utf8JsonWriter json, Hdf5Type type)
    {
        json.WriteStartObject();
        WriteParts(json, type);
        json.WriteEndObject();
    }

    /// <summary>How numpy names it; null for a compound that is no complex number.</summary>
    public static string? NumpyName(Hdf5Type type)
    {
        var order = type.Order == Hdf5ByteOrder.Big ? '>' : '<';
        return type switch
        {
            { IsBoolean: true } => "|b1",
            { Class: Hdf5TypeClass.Compound } => IsComplex(type) ? Named(order, 'c', type.Size) : null,
            { Class: Hdf5TypeClass.Enumeration } => NumpyName(type.Element!),
            { Class: Hdf5TypeClass.Integer, Number: { } number } => Named(order, type.IsSigned ? 'i' : 'u', number.Bytes()),
            { IsHalf: true } => Named(order, 'f', 2),
            { Class: Hdf5TypeClass.Float } => Named(order, 'f', type.Number?.Bytes() ?? type.Size),
            { Class: Hdf5TypeClass.Bitfield, Size: 1 or 2 or 4 or 8 } => Named(order, 'u', type.Size),
            { Class: Hdf5TypeClass.Text, IsVariableText: false } => Sized('S', type.Size),
            { Class: Hdf5TypeClass.Text or Hdf5TypeClass.Reference or Hdf5TypeClass.VariableLength } => "|O",
            _ => Sized('V', type.Size),
        };
    }

    private static string Named(char order, char kind, long size) =>
        string.Create(CultureInfo.InvariantCulture, $"{(size == 1 ? '|' : order)}{kind}{size}");

    private static string Sized(char kind, long size) => string.Create(CultureInfo.InvariantCulture, $"|{kind}{size}");

    /// <summary>Numpy knows complex numbers by these names alone.</summary>
    private static bool IsComplex(Hdf5Type type) => type.Number is not null && type.Members is [{ Name: "r" }, { Name: "i" }];

    private static void WriteParts(Utf8JsonWriter json, Hdf5Type type)
    {
        json.WriteNumber("class", (int)type.Class);
        json.WritePropertyName("dtype");
        WriteNumpyName(json, type);
        json.WriteNumber("size", type.Size);
        switch (type.Class)
        {
            case Hdf5TypeClass.Integer:
                json.WriteNumber("order", (int)type.Order);
                json.WriteNumber("sign", type.IsSigned ? 1 : 0);
                break;
            case Hdf5TypeClass.Float or Hdf5TypeClass.Bitfield:
                json.WriteNumber("order", (int)type.Order);
                break;
            case Hdf5TypeClass.Text:
                WriteText(json, type);
                break;
            case Hdf5TypeClass.Opaque:
                json.WriteString("tag", type.Tag);
                break;
            case Hdf5TypeClass.Compound:
                WriteMembers(json, type);
                break;
            case Hdf5TypeClass.Enumeration:
                WriteNames(json, type);
                WriteElement(json, type);
                break;
            case Hdf5TypeClass.VariableLength:
                WriteElement(json, type);
                break;
            case Hdf5TypeClass.Array:
                WriteLengths(json, "dims", type.ArrayShape);
                WriteElement(json, type);
                break;
            default:
                break;
        }
    }

    /// <summary>Lengths of axes as a list.</summary>
    public static void WriteLengths(Utf8JsonWriter json, string name, IEnumerable<long> lengths)
    {
        json.WriteStartArray(name);
        foreach (var length in lengths)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
    }

    private static void WriteNumpyName(Utf8JsonWriter json, Hdf5Type type)
    {
        if (NumpyName(type) is { } name)
        {
            json.WriteStringValue(name);
            return;
        }

        json.WriteStartObject();
        foreach (var member in type.Members)
        {
            json.WritePropertyName(member.Name);
            WriteNumpyName(json, member.Type);
        }

        json.WriteEndObject();
    }

    /// <summary>h5grove writes <c>strpad</c>, H5Web reads <c>strPad</c>: both are sent.</summary>
    private static void WriteText(Utf8JsonWriter json, Hdf5Type type)
    {
        json.WriteNumber("cset", type.IsUtf8 ? 1 : 0);
        json.WriteNumber("strpad", (int)type.Padding);
        json.WriteNumber("strPad", (int)type.Padding);
        json.WriteBoolean("vlen", type.IsVariableText);
    }

    private static void WriteMembers(Utf8JsonWriter json, Hdf5Type type)
    {
        json.WriteStartArray("members");
        foreach (var member in type.Members)
        {
            json.WriteStartObject();
            json.WriteString("name", member.Name);
            WriteParts(json, member.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter json, Hdf5Type type)
    {
        json.WriteStartObject("members");
        foreach (var (name, value) in type.Names.Where(static name => name.Key is not null))
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, Hdf5Type type)
    {
        json.WritePropertyName("base");
        Write(json, type.Element!);
    }
}
