using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Array metadata of Zarr version 2.</summary>
internal static class ZarrV2
{
    private static readonly JsonElement NoAttributes = JsonElement.Parse("{}");

    /// <summary>Reads one array's <c>.zarray</c> and <c>.zattrs</c>.</summary>
    public static ZarrArrayInfo Parse(string path, JsonElement metadata, JsonElement? attributes, string file)
    {
        var shape = ZarrJson.Lengths(metadata, "shape", 0, file);
        var chunk = ZarrJson.Lengths(metadata, "chunks", 1, file);
        if (chunk.Length != shape.Length)
        {
            throw Refusal.Corrupt(file, $"it has {shape.Length} axes, its chunks have {chunk.Length}");
        }

        var (type, text, bytes, isBig) = DataType(ZarrJson.Member(metadata, "dtype", file), file);
        var steps = Filters(ZarrJson.Optional(metadata, "filters"), type, ref text, file);
        if (ZarrJson.Optional(metadata, "compressor") is { } compressor)
        {
            steps = steps.Add(Compressor(compressor, bytes, file));
        }

        var attributeSet = attributes ?? NoAttributes;
        return new ZarrArrayInfo
        {
            Path = path,
            File = file,
            Shape = shape,
            Type = type,
            SampleBytes = bytes,
            Text = text,
            IsBigEndian = isBig,
            Fill = text == ZarrTextKind.None
                ? ZarrFill.Parse(ZarrJson.Optional(metadata, "fill_value"), type, file)
                : [.. new byte[bytes]],
            FillIsMissing = ZarrJson.Optional(metadata, "fill_value") is not null
                && ZarrJson.Optional(attributeSet, "_ARRAY_DIMENSIONS") is not null,
            Shard = chunk,
            Chunk = chunk,
            Pipeline = new ChunkPipeline(steps),
            Order = Order(metadata, shape.Length, file),
            Keys = new ZarrKeys("", Separator(metadata, file)),
            DimensionNames = Names(attributeSet, shape.Length),
            Attributes = attributeSet,
        }.Checked();
    }

    private static (SampleType Type, ZarrTextKind Text, int Bytes, bool IsBig) DataType(JsonElement value, string file)
    {
        var name = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        if (name.Length < 3 || name[0] is not ('<' or '>' or '|')
            || !int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes))
        {
            return name is "|O"
                ? (SampleType.UInt8, ZarrTextKind.Variable, 1, false)
                : throw ZarrRefusals.Unsupported("data type", name, file);
        }

        const int longest = 1 << 20;
        return (name[1], bytes) switch
        {
            ('S', > 0 and <= longest) => (SampleType.UInt8, ZarrTextKind.FixedBytes, bytes, false),
            ('U', > 0 and <= longest) => (SampleType.UInt8, ZarrTextKind.FixedPoints, bytes * 4, name[0] == '>'),
            _ when NumpyType.Parse(name) is { } number => (number.Type, ZarrTextKind.None, bytes, number.IsBigEndian),
            _ => throw ZarrRefusals.Unsupported("data type", name, file),
        };
    }

    private static ImmutableArray<ChunkStep> Filters(JsonElement? filters, SampleType type, ref ZarrTextKind text, string file)
    {
        if (filters is not { ValueKind: JsonValueKind.Array } list)
        {
            return text == ZarrTextKind.Variable ? throw ZarrRefusals.Unsupported("data type", "|O", file) : [];
        }

        var steps = ImmutableArray.CreateBuilder<ChunkStep>();
        foreach (var filter in list.EnumerateArray().Take(16))
        {
            var id = Id(filter, file);
            switch (id)
            {
                case "vlen-utf8" when text == ZarrTextKind.Variable && steps.Count == 0:
                    break;
                case "shuffle":
                    steps.Add(new ShuffleStep(Math.Clamp(ZarrJson.Number(filter, "elementsize", 4, file), 1, 255)));
                    break;
                case "delta" when ZarrJson.Optional(filter, "astype") is not { } target
                    || JsonElement.DeepEquals(target, ZarrJson.Member(filter, "dtype", file)):
                    steps.Add(new DeltaStep(type));
                    break;
                default:
                    throw ZarrRefusals.Unsupported("filter", id, file);
            }
        }

        return steps.ToImmutable();
    }

    private static ChunkStep Compressor(JsonElement compressor, int sampleBytes, string file)
    {
        var id = Id(compressor, file);
        return id switch
        {
            "blosc" => new BloscStep(ZarrJson.Text(compressor, "cname", "lz4", file), 1, BloscShuffle.Bytes, Math.Min(sampleBytes, 255)),
            "zlib" => new DeflateStep(gzip: false),
            "gzip" => new DeflateStep(gzip: true),
            "zstd" => new ZstdStep(),
            "lz4" => new Lz4Step(),
            _ => throw ZarrRefusals.Unsupported("codec", id, file),
        };
    }

    private static ImmutableArray<int> Order(JsonElement metadata, int rank, string file) => ZarrJson.Text(metadata, "order", "C", file) switch
    {
        "C" => [],
        "F" => rank > 1 ? [.. Enumerable.Range(0, rank).Reverse()] : [],
        var other => throw Refusal.Corrupt(file, $"'order' is '{other}', neither C nor F"),
    };

    private static char Separator(JsonElement metadata, string file) => ZarrJson.Text(metadata, "dimension_separator", ".", file) switch
    {
        "." => '.',
        "/" => '/',
        var other => throw Refusal.Corrupt(file, $"'dimension_separator' is '{other}', neither . nor /"),
    };

    private static ImmutableArray<string?> Names(JsonElement attributes, int rank) =>
        ZarrJson.Optional(attributes, "_ARRAY_DIMENSIONS") is { ValueKind: JsonValueKind.Array } names && names.GetArrayLength() == rank
            ? [.. names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)]
            : [];

    private static string Id(JsonElement codec, string file) => ZarrJson.Text(ZarrJson.Member(codec, "id", file), "'id'", file);
}
