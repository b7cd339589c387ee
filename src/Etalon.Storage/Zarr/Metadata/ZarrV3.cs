using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Array metadata of Zarr version 3.</summary>
internal static class ZarrV3
{
    private static readonly JsonElement NoAttributes = JsonElement.Parse("{}");

    /// <summary>Reads one array's <c>zarr.json</c>.</summary>
    public static ZarrArrayInfo Parse(string path, JsonElement metadata, string file)
    {
        var shape = ZarrJson.Lengths(metadata, "shape", 0, file);
        var shard = ChunkShape(ZarrJson.Member(metadata, "chunk_grid", file), shape.Length, file);
        var (type, text) = DataType(ZarrJson.Member(metadata, "data_type", file), file);
        if (ZarrJson.Optional(metadata, "storage_transformers") is { ValueKind: JsonValueKind.Array } transformers
            && transformers.GetArrayLength() > 0)
        {
            throw Unsupported("storage transformer", Name(transformers[0], file), file);
        }

        var info = new ZarrArrayInfo
        {
            Path = path,
            File = file,
            Shape = shape,
            Type = type,
            SampleBytes = type.Bytes(),
            Text = text,
            Fill = text == ZarrTextKind.None ? ZarrFill.Parse(ZarrJson.Optional(metadata, "fill_value"), type, file) : [0],
            Shard = shard,
            Chunk = shard,
            Pipeline = new ChunkPipeline([]),
            Keys = Keys(ZarrJson.Optional(metadata, "chunk_key_encoding"), file),
            DimensionNames = Names(metadata, shape.Length, file),
            Attributes = ZarrJson.Optional(metadata, "attributes") is { ValueKind: JsonValueKind.Object } attributes
                ? attributes
                : NoAttributes,
        };
        var codecs = ZarrJson.Member(metadata, "codecs", file);
        return WithCodecs(info, codecs, inShard: false).Checked();
    }

    private static ZarrArrayInfo WithCodecs(ZarrArrayInfo info, JsonElement codecs, bool inShard)
    {
        if (codecs.ValueKind != JsonValueKind.Array || codecs.GetArrayLength() is 0 or > 16)
        {
            throw Refusal.Corrupt(info.File, "'codecs' is no list of 1 to 16 codecs");
        }

        var steps = ImmutableArray.CreateBuilder<ChunkStep>();
        var isBytes = false;
        foreach (var codec in codecs.EnumerateArray())
        {
            var name = Name(codec, info.File);
            var settings = ZarrJson.Optional(codec, "configuration") ?? NoAttributes;
            switch (name)
            {
                case "sharding_indexed" when !inShard && codecs.GetArrayLength() == 1:
                    return Sharded(info, settings);
                case "transpose" when !isBytes:
                    info = info with { Order = Compose(info.Order, Permutation(settings, info)) };
                    break;
                case "bytes" when !isBytes:
                    isBytes = true;
                    info = info with { IsBigEndian = info.SampleBytes > 1 && IsBig(settings, info.File) };
                    break;
                case "vlen-utf8" when !isBytes && info.Text == ZarrTextKind.Variable:
                    isBytes = true;
                    break;
                default:
                    steps.Add(isBytes ? Step(name, settings, info.SampleBytes, info.File) : throw Unsupported("codec", name, info.File));
                    break;
            }
        }

        return isBytes
            ? info with { Pipeline = new ChunkPipeline(steps.ToImmutable()) }
            : throw Refusal.Corrupt(info.File, "its codecs never turn samples into bytes");
    }

    private static ZarrArrayInfo Sharded(ZarrArrayInfo info, JsonElement settings)
    {
        var chunk = ZarrJson.Lengths(settings, "chunk_shape", 1, info.File);
        if (chunk.Length != info.Shape.Length || chunk.Where((length, axis) => info.Shard[axis] % length != 0).Any())
        {
            throw Refusal.Corrupt(
                info.File, $"shards of [{string.Join(", ", info.Shard)}] cannot be cut into chunks of [{string.Join(", ", chunk)}]");
        }

        var place = ZarrJson.Text(settings, "index_location", "end", info.File);
        info = info with
        {
            Chunk = chunk,
            IsSharded = true,
            IndexFirst = place switch
            {
                "end" => false,
                "start" => true,
                _ => throw Refusal.Corrupt(info.File, $"the index of a shard is neither at the start nor at the end but at '{place}'"),
            },
            IndexHasCrc = IndexHasCrc(ZarrJson.Member(settings, "index_codecs", info.File), info.File),
        };
        return WithCodecs(info, ZarrJson.Member(settings, "codecs", info.File), inShard: true);
    }

    private static bool IndexHasCrc(JsonElement codecs, string file)
    {
        var names = codecs.ValueKind == JsonValueKind.Array ? codecs.EnumerateArray().Select(codec => Name(codec, file)).ToArray() : [];
        if (names.Length is 0 or > 2 || names[0] is not "bytes" || (names.Length == 2 && names[1] is not "crc32c")
            || IsBig(ZarrJson.Optional(codecs[0], "configuration") ?? NoAttributes, file))
        {
            throw Unsupported("encoding of a shard's index", string.Join(", ", names), file);
        }

        return names.Length == 2;
    }

    private static ChunkStep Step(string name, JsonElement settings, int sampleBytes, string file) => name switch
    {
        "crc32c" => new Crc32CStep(),
        "zstd" or "numcodecs.zstd" => new ZstdStep(),
        "gzip" or "numcodecs.gzip" => new DeflateStep(gzip: true),
        "zlib" or "numcodecs.zlib" => new DeflateStep(gzip: false),
        "lz4" or "numcodecs.lz4" => new Lz4Step(),
        "blosc" or "numcodecs.blosc" => new BloscStep(
            ZarrJson.Text(settings, "cname", "lz4", file), 1, BloscShuffle.Bytes, sampleBytes),
        _ => throw Unsupported("codec", name, file),
    };

    private static ImmutableArray<int> Permutation(JsonElement settings, ZarrArrayInfo info)
    {
        var rank = info.Shape.Length;
        var order = ZarrJson.Optional(settings, "order");
        if (order is { ValueKind: JsonValueKind.String } word && word.GetString() is "C" or "F")
        {
            return [.. word.ValueEquals("C") ? Enumerable.Range(0, rank) : Enumerable.Range(0, rank).Reverse()];
        }

        var axes = ZarrJson.Lengths(settings, "order", 0, info.File);
        return axes.Length == rank && axes.Order().Select((axis, i) => axis == i).All(same => same)
            ? [.. axes.Select(axis => (int)axis)]
            : throw Refusal.Corrupt(info.File, $"'order' [{string.Join(", ", axes)}] is no order of {rank} axes");
    }

    /// <summary>The axis that is stored at each place, after a further permutation of an already permuted array.</summary>
    private static ImmutableArray<int> Compose(ImmutableArray<int> first, ImmutableArray<int> then) =>
        first.IsEmpty ? then : [.. then.Select(axis => first[axis])];

    private static ImmutableArray<long> ChunkShape(JsonElement grid, int rank, string file)
    {
        var name = Name(grid, file);
        if (name is not "regular")
        {
            throw Unsupported("chunk grid", name, file);
        }

        var chunk = ZarrJson.Lengths(ZarrJson.Member(grid, "configuration", file), "chunk_shape", 1, file);
        return chunk.Length == rank ? chunk : throw Refusal.Corrupt(file, $"it has {rank} axes, its chunks have {chunk.Length}");
    }

    private static (SampleType Type, ZarrTextKind Text) DataType(JsonElement value, string file)
    {
        var name = value.ValueKind == JsonValueKind.String ? value.GetString()! : Name(value, file);
        return name switch
        {
            "bool" => (SampleType.UInt8, ZarrTextKind.None),
            "string" => (SampleType.UInt8, ZarrTextKind.Variable),
            _ when SampleTypes.All.Contains(name, StringComparer.Ordinal) => (SampleTypes.Parse(name), ZarrTextKind.None),
            _ => throw Unsupported("data type", name, file),
        };
    }

    private static ZarrKeys Keys(JsonElement? encoding, string file)
    {
        if (encoding is not { } given)
        {
            return new ZarrKeys("c", '/');
        }

        var name = Name(given, file);
        var isDefault = name is "default";
        var (prefix, standard) = isDefault ? ("c", "/") : ("", ".");
        var separator = ZarrJson.Text(ZarrJson.Optional(given, "configuration") ?? NoAttributes, "separator", standard, file);
        return separator is "/" or "." && name is "default" or "v2"
            ? new ZarrKeys(prefix, separator[0])
            : throw Unsupported("naming of chunks", $"{name} {separator}", file);
    }

    private static ImmutableArray<string?> Names(JsonElement metadata, int rank, string file)
    {
        if (ZarrJson.Optional(metadata, "dimension_names") is not { } names)
        {
            return [];
        }

        return names.ValueKind == JsonValueKind.Array && names.GetArrayLength() == rank
            ? [.. names.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? name.GetString() : null)]
            : throw Refusal.Corrupt(file, $"'dimension_names' is no list of {rank} names");
    }

    private static bool IsBig(JsonElement settings, string file) => ZarrJson.Text(settings, "endian", "little", file) switch
    {
        "little" => false,
        "big" => true,
        var other => throw Refusal.Corrupt(file, $"'endian' is '{other}', neither little nor big"),
    };

    private static string Name(JsonElement named, string file) =>
        named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : ZarrJson.Text(ZarrJson.Member(named, "name", file), "'name'", file);

    private static RefusalException Unsupported(string what, string name, string file) => ZarrRefusals.Unsupported(what, name, file);
}
