using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Fill values between JSON and bytes.</summary>
internal static class ZarrFill
{
    /// <summary>The bytes of a fill value; null is zero.</summary>
    public static ImmutableArray<byte> Parse(JsonElement? value, SampleType type, string file)
    {
        if (value is not { } given)
        {
            return [.. new byte[type.Bytes()]];
        }

        if (type == SampleType.Complex64)
        {
            return given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 2
                ? [.. Parse(given[0], SampleType.Float32, file), .. Parse(given[1], SampleType.Float32, file)]
                : Parse(given, SampleType.Float32, file).AddRange(new byte[4]);
        }

        return given.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => Integer(given.ValueKind == JsonValueKind.True ? 1 : 0, type),
            JsonValueKind.Number when type.IsInteger() && Whole(given) is { } whole => Integer(whole, type),
            JsonValueKind.Number when type.IsFloat() => Float(given.GetDouble(), type),
            JsonValueKind.String => Text(given.GetString()!, type, file),
            _ => throw Refusal.Corrupt(file, $"its fill value {given.GetRawText()} is no {type.Name()}"),
        };
    }

    /// <summary>Writes a fill value as version 3 wants it.</summary>
    public static void Write(Utf8JsonWriter json, SampleType type, Int128? missing)
    {
        if (type.IsInteger())
        {
            json.WriteRawValue((missing ?? 0).ToString(CultureInfo.InvariantCulture));
        }
        else if (type == SampleType.Complex64)
        {
            json.WriteStartArray();
            json.WriteNumberValue(0);
            json.WriteNumberValue(0);
            json.WriteEndArray();
        }
        else
        {
            json.WriteStringValue("NaN");
        }
    }

    /// <summary>The bytes of a cube's own fill value: missing where that is known, else zero.</summary>
    public static ImmutableArray<byte> Of(SampleType type, Int128? missing) =>
        type switch
        {
            SampleType.Complex64 => [.. new byte[type.Bytes()]],
            _ when type.IsFloat() => Float(double.NaN, type),
            _ => Integer(missing ?? 0, type),
        };

    /// <summary>The integer that a fill value's bytes are.</summary>
    public static Int128 ToInteger(ImmutableArray<byte> fill, SampleType type)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Fill(type.IsSigned() && (fill[^1] & 0x80) != 0 ? (byte)0xFF : (byte)0);
        fill.AsSpan().CopyTo(wide);
        return MemoryMarshal.Read<Int128>(wide);
    }

    private static Int128? Whole(JsonElement number)
    {
        if (Int128.TryParse(number.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return whole;
        }

        var real = number.GetDouble();
        return Math.Floor(real) == real && Math.Abs(real) < 1e19 ? (Int128)real : null;
    }

    private static ImmutableArray<byte> Integer(Int128 value, SampleType type)
    {
        // What does not fit is cut as a cast would: a fill value of -1 means 255 to uint8.
        var bytes = new byte[16];
        MemoryMarshal.Write(bytes, in value);
        return [.. bytes.AsSpan(0, type.Bytes())];
    }

    /// <summary>
    /// NaN becomes .NET's own pattern, the one that arithmetic makes on this machine, so that what is not stored reads back with
    /// the very bits that were written.
    /// </summary>
    private static ImmutableArray<byte> Float(double value, SampleType type)
    {
        value = double.IsNaN(value) ? double.NaN : value;
        return type switch
        {
            SampleType.Float16 => [.. BitConverter.GetBytes(double.IsNaN(value) ? Half.NaN : (Half)value)],
            SampleType.Float32 => [.. BitConverter.GetBytes((float)value)],
            _ => [.. BitConverter.GetBytes(value)],
        };
    }

    private static ImmutableArray<byte> Text(string text, SampleType type, string file)
    {
        if (type.IsFloat() && text is "NaN" or "Infinity" or "-Infinity")
        {
            return Float(text switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity }, type);
        }

        if (text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits))
        {
            return Integer(bits, type);
        }

        // Some writers put numbers into texts.
        if (type.IsInteger() && Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return Integer(whole, type);
        }

        return type.IsFloat() && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? Float(real, type)
            : throw Refusal.Corrupt(file, $"its fill value '{text}' is no {type.Name()}");
    }
}
