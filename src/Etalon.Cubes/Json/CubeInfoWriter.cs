using System.Globalization;
using System.Text.Json;

namespace Etalon.Cubes;

/// <summary>The writing half of <see cref="CubeInfoJson"/>.</summary>
internal static class CubeInfoWriter
{
    private static readonly Int128 LargestPlain = 1L << 53;

    public static void Write(Utf8JsonWriter writer, CubeInfo cube)
    {
        writer.WriteStartObject();
        writer.WriteString("name", cube.Name);
        writer.WriteString("type", cube.Type.Name());
        WriteText(writer, "unit", cube.Unit);
        if (cube.Missing is { } missing)
        {
            writer.WritePropertyName("missing");
            if (Int128.Abs(missing) <= LargestPlain)
            {
                writer.WriteNumberValue((long)missing);
            }
            else
            {
                writer.WriteStringValue(missing.ToString(CultureInfo.InvariantCulture));
            }
        }

        writer.WriteStartArray("axes");
        foreach (var axis in cube.Axes)
        {
            Write(writer, axis);
        }

        writer.WriteEndArray();
        WriteAttributes(writer, cube.Attributes);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, Axis axis)
    {
        writer.WriteStartObject();
        writer.WriteString("name", axis.Name);
        writer.WriteNumber("length", axis.Length);
        WriteText(writer, "unit", axis.Unit);
        WriteText(writer, "calendar", axis.Calendar);
        if (axis.Coordinates is { } coordinates)
        {
            writer.WritePropertyName("coordinates");
            WriteCoordinates(writer, coordinates);
        }

        if (axis.HasBounds)
        {
            WriteNumbers(writer, "bounds", axis.Bounds.AsSpan());
        }

        WriteAttributes(writer, axis.Attributes);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, AttributeValue value)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type", value.Type.Name());
        WriteNumbers(writer, "values", value.Numbers.AsSpan());
        writer.WriteEndObject();
    }

    private static void WriteCoordinates(Utf8JsonWriter writer, AxisCoordinates coordinates)
    {
        writer.WriteStartObject();
        switch (coordinates)
        {
            case RegularCoordinates regular:
                writer.WritePropertyName("start");
                WriteNumber(writer, regular.Start);
                writer.WritePropertyName("step");
                WriteNumber(writer, regular.Step);
                break;
            case LabelCoordinates labels:
                writer.WriteStartArray("labels");
                foreach (var label in labels.Labels)
                {
                    writer.WriteStringValue(label);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteNumbers(writer, "values", coordinates.ToArray());
                break;
        }

        writer.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, AttributeSet attributes)
    {
        if (attributes.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("attributes");
        foreach (var (name, value) in attributes)
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length > 0)
        {
            writer.WriteString(name, text);
        }
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, ReadOnlySpan<double> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            WriteNumber(writer, value);
        }

        writer.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(CubeInfoJson.NameOf(value));
        }
    }
}
