using System.Buffers;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>Writes metadata of version 3.</summary>
internal static class ZarrMetadata
{
    /// <summary>A cube's array.</summary>
    public static byte[] Cube(CubeInfo cube, ZarrArrayInfo info, IReadOnlySet<string> coordinateArrays) => Write(json =>
    {
        Head(json, info);
        json.WriteString("data_type", cube.Type.Name());
        json.WritePropertyName("fill_value");
        ZarrFill.Write(json, cube.Type, cube.Missing);
        json.WriteStartArray("codecs");
        Sharding(json, info);
        json.WriteEndArray();
        json.WriteStartObject("attributes");
        var overlay = ZarrAttributes.WritePlain(json, cube.Attributes, ZarrReserved.Cube);
        if (cube.Unit.Length > 0)
        {
            json.WriteString("units", cube.Unit);
        }

        if (cube.Missing is { } missing)
        {
            json.WritePropertyName("_FillValue");
            json.WriteRawValue(missing.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        json.WriteStartObject(ZarrAttributes.Own);
        json.WriteNumber("version", 1);
        json.WriteString("cube", cube.Name);
        json.WriteStartArray("axes");
        foreach (var axis in cube.Axes)
        {
            Axis(json, axis, coordinateArrays.Contains(ZarrPlaces.Join(info.Group, ZarrPlaces.Safe(axis.Name))));
        }

        json.WriteEndArray();
        ZarrAttributes.WriteOverlay(json, overlay);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>An axis's coordinates, or its cell edges.</summary>
    public static byte[] Coordinates(Axis axis, ZarrArrayInfo info, bool isBounds) => Write(json =>
    {
        var isText = info.Text != ZarrTextKind.None;
        Head(json, info);
        json.WriteString("data_type", isText ? "string" : "float64");
        json.WriteString("fill_value", isText ? "" : "NaN");
        json.WriteStartArray("codecs");
        if (isText)
        {
            Codec(json, "vlen-utf8");
        }
        else
        {
            Bytes(json);
        }

        Codec(json, "crc32c");
        json.WriteEndArray();
        json.WriteStartObject("attributes");
        if (!isBounds)
        {
            AxisAttributes(json, axis);
        }

        json.WriteEndObject();
    });

    /// <summary>A group, with the metadata of all below it.</summary>
    public static byte[] Group(AttributeSet attributes, bool isRoot, IEnumerable<(string Path, byte[] Metadata)> below) => Write(json =>
    {
        json.WriteNumber("zarr_format", 3);
        json.WriteString("node_type", "group");
        json.WriteStartObject("attributes");
        var overlay = ZarrAttributes.WritePlain(json, attributes, ZarrReserved.Group);
        if (isRoot || overlay.Count > 0)
        {
            json.WriteStartObject(ZarrAttributes.Own);
            json.WriteNumber("version", 1);
            ZarrAttributes.WriteOverlay(json, overlay);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("consolidated_metadata");
        json.WriteString("kind", "inline");
        json.WriteBoolean("must_understand", false);
        json.WriteStartObject("metadata");
        foreach (var (path, metadata) in below)
        {
            json.WritePropertyName(path);
            json.WriteRawValue(metadata);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return text.WrittenSpan.ToArray();
    }

    private static void Head(Utf8JsonWriter json, ZarrArrayInfo info)
    {
        json.WriteNumber("zarr_format", 3);
        json.WriteString("node_type", "array");
        Lengths(json, "shape", info.Shape);
        json.WriteStartObject("chunk_grid");
        json.WriteString("name", "regular");
        json.WriteStartObject("configuration");
        Lengths(json, "chunk_shape", info.Shard);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("chunk_key_encoding");
        json.WriteString("name", "default");
        json.WriteStartObject("configuration");
        json.WriteString("separator", "/");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("dimension_names");
        foreach (var name in info.DimensionNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartArray("storage_transformers");
        json.WriteEndArray();
    }

    private static void Sharding(Utf8JsonWriter json, ZarrArrayInfo info)
    {
        json.WriteStartObject();
        json.WriteString("name", "sharding_indexed");
        json.WriteStartObject("configuration");
        Lengths(json, "chunk_shape", info.Chunk);
        json.WriteStartArray("codecs");
        Bytes(json);
        foreach (var step in info.Pipeline.Steps)
        {
            if (step is BloscStep blosc)
            {
                Blosc(json, blosc);
            }
            else
            {
                Codec(json, step.Name, step is DeflateStep ? 1 : null);
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("index_codecs");
        Bytes(json);
        Codec(json, "crc32c");
        json.WriteEndArray();
        json.WriteString("index_location", "end");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Bytes(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", "bytes");
        json.WriteStartObject("configuration");
        json.WriteString("endian", "little");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Blosc(Utf8JsonWriter json, BloscStep blosc)
    {
        json.WriteStartObject();
        json.WriteString("name", "blosc");
        json.WriteStartObject("configuration");
        json.WriteString("cname", blosc.Codec);
        json.WriteNumber("clevel", blosc.Level);
        json.WriteString("shuffle", blosc.Shuffle switch
        {
            Native.BloscShuffle.None => "noshuffle",
            Native.BloscShuffle.Bytes => "shuffle",
            _ => "bitshuffle",
        });
        json.WriteNumber("typesize", blosc.SampleBytes);
        json.WriteNumber("blocksize", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Codec(Utf8JsonWriter json, string name, int? level = null)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartObject("configuration");
        if (level is { } given)
        {
            json.WriteNumber("level", given);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Axis(Utf8JsonWriter json, Axis axis, bool hasArray)
    {
        json.WriteStartObject();
        json.WriteString("name", axis.Name);
        if (hasArray)
        {
            json.WriteBoolean("coordinates", value: true);
        }
        else
        {
            // Without coordinates there is no array that could say the rest; regular ones may be too many for one.
            json.WriteStartObject("about");
            AxisAttributes(json, axis);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void AxisAttributes(Utf8JsonWriter json, Axis axis)
    {
        var overlay = ZarrAttributes.WritePlain(json, axis.Attributes, ZarrReserved.Axis);
        if (axis.Unit.Length > 0)
        {
            json.WriteString("units", axis.Unit);
        }

        if (axis.Calendar.Length > 0)
        {
            json.WriteString("calendar", axis.Calendar);
        }

        if (axis.HasBounds)
        {
            json.WriteString("bounds", ZarrPlaces.BoundsName(ZarrPlaces.Safe(axis.Name)));
        }

        json.WriteStartObject(ZarrAttributes.Own);
        if (axis.Coordinates is RegularCoordinates regular)
        {
            json.WriteStartArray("regular");
            json.WriteRawValue(ZarrAttributes.Number(regular.Start, isInteger: false));
            json.WriteRawValue(ZarrAttributes.Number(regular.Step, isInteger: false));
            json.WriteEndArray();
        }

        ZarrAttributes.WriteOverlay(json, overlay);
        json.WriteEndObject();
    }

    private static void Lengths(Utf8JsonWriter json, string name, System.Collections.Immutable.ImmutableArray<long> lengths)
    {
        json.WriteStartArray(name);
        foreach (var length in lengths)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
    }
}
