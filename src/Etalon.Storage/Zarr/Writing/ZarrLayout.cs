using System.Collections.Immutable;
using System.Text.Json;
using Etalon.Cubes;
using Etalon.Native;

namespace Etalon.Storage;

/// <summary>Turns a cube and its layout into an array of version 3.</summary>
internal static class ZarrLayout
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    /// <summary>The array; chunks and shards longer than an axis are cut to it.</summary>
    public static ZarrArrayInfo Describe(CubeInfo cube, CubeLayout layout, string path, string store)
    {
        var shape = cube.Shape;
        if (cube.Rank > ZarrLimits.Rank || layout.Chunk.Length != cube.Rank || layout.Shard.Length != cube.Rank)
        {
            throw new RefusalException(
                "wrong-layout",
                $"Cube '{cube.Name}' has {cube.Rank} axes, its chunks have {layout.Chunk.Length} and its shards {layout.Shard.Length} (at most {ZarrLimits.Rank}).",
                "Give one length for each axis.");
        }

        var chunk = new long[cube.Rank];
        var shard = new long[cube.Rank];
        for (var i = 0; i < chunk.Length; i++)
        {
            if (layout.Chunk[i] < 1 || layout.Shard[i] < 1 || layout.Shard[i] % layout.Chunk[i] != 0)
            {
                throw new RefusalException(
                    "wrong-layout", $"Axis '{cube.Axes[i].Name}': a shard of {layout.Shard[i]} is no multiple of a chunk of {layout.Chunk[i]}.",
                    "Choose a shard that is a multiple of the chunk.");
            }

            chunk[i] = Math.Min(layout.Chunk[i], shape[i]);
            shard[i] = Math.Min(layout.Shard[i] / layout.Chunk[i] * chunk[i], (shape[i] + chunk[i] - 1) / chunk[i] * chunk[i]);
        }

        return new ZarrArrayInfo
        {
            Path = path,
            File = Path.Combine(store, path, "zarr.json"),
            Shape = shape,
            Type = cube.Type,
            SampleBytes = cube.Type.Bytes(),
            Fill = ZarrFill.Of(cube.Type, cube.Missing),
            Shard = [.. shard],
            Chunk = [.. chunk],
            IsSharded = true,
            IndexHasCrc = true,
            Pipeline = new ChunkPipeline(Steps(layout.Codec, cube.Type)),
            Keys = new ZarrKeys("c", '/'),
            DimensionNames = [.. cube.Axes.Select(axis => axis.Name)],
            Attributes = Nothing,
        }.Checked();
    }

    private static ImmutableArray<ChunkStep> Steps(ChunkCodec codec, SampleType type)
    {
        var shuffle = type.Bytes() == 1 ? BloscShuffle.None : BloscShuffle.Bytes;
        return codec switch
        {
            ChunkCodec.Lz4 => [new BloscStep("lz4", 5, shuffle, type.Bytes()), new Crc32CStep()],
            ChunkCodec.Zstd => [new BloscStep("zstd", 1, shuffle, type.Bytes()), new Crc32CStep()],
            ChunkCodec.Deflate => [new DeflateStep(gzip: true), new Crc32CStep()],
            _ => [new Crc32CStep()],
        };
    }
}
