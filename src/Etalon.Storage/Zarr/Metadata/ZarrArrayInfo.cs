using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>One array as its metadata describe it, of version 2 or 3, all numbers checked.</summary>
internal sealed record ZarrArrayInfo
{
    /// <summary>Path within the store, without slashes at the ends; empty where the store is one array.</summary>
    public required string Path { get; init; }

    /// <summary>The metadata file, for messages.</summary>
    public required string File { get; init; }

    /// <summary>Lengths of the axes.</summary>
    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>The type of a stored sample; <see cref="SampleType.UInt8"/> for text.</summary>
    public required SampleType Type { get; init; }

    /// <summary>Bytes of a stored sample or text.</summary>
    public required int SampleBytes { get; init; }

    /// <summary>Whether and how it holds text.</summary>
    public ZarrTextKind Text { get; init; }

    /// <summary>Whether samples are big-endian.</summary>
    public bool IsBigEndian { get; init; }

    /// <summary>The sample where nothing is stored, in this machine's byte order.</summary>
    public required ImmutableArray<byte> Fill { get; init; }

    /// <summary>Whether the fill value means "missing", as xarray has it for version 2.</summary>
    public bool FillIsMissing { get; init; }

    /// <summary>Lengths of what one file holds.</summary>
    public required ImmutableArray<long> Shard { get; init; }

    /// <summary>Lengths of what is encoded together.</summary>
    public required ImmutableArray<long> Chunk { get; init; }

    /// <summary>Whether files hold many chunks and an index.</summary>
    public bool IsSharded { get; init; }

    /// <summary>Whether the index stands before the chunks.</summary>
    public bool IndexFirst { get; init; }

    /// <summary>Whether the index has a checksum behind it.</summary>
    public bool IndexHasCrc { get; init; }

    /// <summary>How chunks are encoded.</summary>
    public required ChunkPipeline Pipeline { get; init; }

    /// <summary>The array's axes in the order of storage, slowest first; empty for the plain order.</summary>
    public ImmutableArray<int> Order { get; init; } = [];

    /// <summary>How files are named.</summary>
    public required ZarrKeys Keys { get; init; }

    /// <summary>Names of the axes; empty where there are none.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; } = [];

    /// <summary>The attributes as JSON.</summary>
    public required JsonElement Attributes { get; init; }

    /// <summary>The name without groups.</summary>
    public string ShortName => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The group it is in, empty for the root.</summary>
    public string Group => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>Bytes of a decoded chunk.</summary>
    public long ChunkBytes => Chunk.Aggregate((long)SampleBytes, (product, length) => checked(product * length));

    /// <summary>Chunks of a shard along each axis.</summary>
    public ImmutableArray<long> ChunksOfShard => [.. Shard.Zip(Chunk, (shard, chunk) => shard / chunk)];

    /// <summary>The axis name as the file gives it, or one made of its number.</summary>
    public string AxisName(int axis) =>
        axis < DimensionNames.Length && DimensionNames[axis] is { Length: > 0 } name
            ? name
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"dim_{axis}");

    /// <summary>Refuses what cannot be, whatever the version.</summary>
    public ZarrArrayInfo Checked()
    {
        try
        {
            _ = Shape.Aggregate((long)SampleBytes, (product, length) => checked(product * length));
            var grid = new ChunkGrid(Shape, Shard);
            _ = grid.Count;
            var chunks = ChunksOfShard.Aggregate(1L, (product, count) => checked(product * count));
            if (ChunkBytes > ZarrLimits.ChunkBytes && !Pipeline.IsPlain)
            {
                throw Refusal.Corrupt(File, $"its chunks have {ChunkBytes} bytes, at most {ZarrLimits.ChunkBytes} can be decoded");
            }

            if (chunks > ZarrLimits.ChunksOfShard)
            {
                throw Refusal.Corrupt(File, $"its shards have {chunks} chunks each, at most {ZarrLimits.ChunksOfShard} are read");
            }
        }
        catch (OverflowException error)
        {
            throw Refusal.Corrupt(File, $"its shape [{string.Join(", ", Shape)}] or chunks are larger than any file", error);
        }

        return this;
    }
}
