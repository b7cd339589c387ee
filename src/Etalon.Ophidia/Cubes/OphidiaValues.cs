using System.Buffers.Binary;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Values of a dimension as clients read them: numbers, dates, or the base64 of a number's bytes, little-endian.</summary>
/// <param name="dimension">The dimension.</param>
/// <param name="axis">Its axis; null for a dimension that was reduced away.</param>
/// <param name="showTime">Whether moments are written as dates.</param>
/// <param name="base64">Whether all others are bytes.</param>
public sealed class OphidiaValues(OphidiaDimension dimension, Axis? axis, bool showTime, bool base64)
{
    private readonly CfTime? _time = showTime && axis is { IsTime: true } ? CfTime.Of(axis) : null;

    /// <summary>The type that clients are told: that of dates is <c>string</c>.</summary>
    public string Type => _time is null && (base64 || axis?.Coordinates is not LabelCoordinates) ? dimension.Type : "string";

    /// <summary>The value at a place.</summary>
    public string this[long index]
    {
        get
        {
            if (axis?.Coordinates is LabelCoordinates labels && !base64)
            {
                return labels.Labels[checked((int)index)];
            }

            // Where nothing is known of an axis, its values are the places, from 1.
            var value = axis?.Coordinates?[index] ?? index + 1;
            return _time is null ? Number(value) : Date(value);
        }
    }

    private string Date(double value)
    {
        var moment = _time!.ToMoment(value);
        return string.Create(
            CultureInfo.InvariantCulture, $"{moment.Year:0000}-{moment.Month:00}-{moment.Day:00} {moment.Hour:00}:{moment.Minute:00}:{moment.Second:00}");
    }

    private string Number(double value)
    {
        if (!base64)
        {
            return dimension.Type is "float" or "double"
                ? value.ToString("F6", CultureInfo.InvariantCulture)
                : Whole(value).ToString(CultureInfo.InvariantCulture);
        }

        Span<byte> bytes = stackalloc byte[sizeof(double)];
        switch (dimension.Type)
        {
            case "double":
                BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
                break;
            case "float":
                BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
                bytes = bytes[..sizeof(float)];
                break;
            default:
                BinaryPrimitives.WriteInt64LittleEndian(bytes, Whole(value));
                bytes = bytes[..Size(dimension.Type)];
                break;
        }

        return Convert.ToBase64String(bytes);
    }

    private static long Whole(double value) => (long)Math.Round(value);

    private static int Size(string type) => type switch
    {
        "byte" => sizeof(byte),
        "short" => sizeof(short),
        "int" => sizeof(int),
        _ => sizeof(long),
    };
}
