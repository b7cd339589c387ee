using Etalon.Cubes;

namespace Etalon.Storage.Tests;

/// <summary>Writes whole cubes of bytes and reads regions of them.</summary>
internal static unsafe class CubeFile
{
    private const long Budget = 1L << 30;

    public static readonly Dictionary<string, string> NoOptions = new(StringComparer.Ordinal);

    /// <summary>Writes one cube of given packed bytes, chunk by chunk, and completes the file.</summary>
    public static void Write(IDatasetFormat format, string path, CubeInfo cube, CubeLayout layout, byte[] samples)
    {
        using var writer = format.Create(path, NoOptions);
        using var one = writer.Add(cube, layout);
        WriteAll(one, samples);
        writer.Complete(AttributeSet.Empty);
    }

    /// <summary>Writes all chunks one by one and finishes all shards.</summary>
    public static void WriteAll(ICubeWriter writer, byte[] samples)
    {
        using var pool = new BufferPool(Budget);
        for (var chunk = 0L; chunk < writer.Chunks.Count; chunk++)
        {
            WriteRegion(writer, writer.Chunks[chunk], samples, pool);
        }

        Assert.Equal(0, pool.RentedBytes);
        for (var shard = 0L; shard < writer.Shards.Count; shard++)
        {
            writer.FinishShard(shard);
        }
    }

    /// <summary>Writes one region out of a whole cube's bytes.</summary>
    public static void WriteRegion(ICubeWriter writer, Region region, byte[] samples, BufferPool pool)
    {
        var bytes = Cut(samples, writer.Cube, region);
        fixed (byte* first = bytes)
        {
            writer.Write(region, first, pool, CancellationToken.None);
        }
    }

    /// <summary>Reads a region.</summary>
    public static byte[] Read(ICubeReader reader, Region region)
    {
        using var pool = new BufferPool(Budget);
        var bytes = new byte[region.Samples * reader.Cube.Type.Bytes()];
        fixed (byte* first = bytes)
        {
            reader.Read(region, first, pool, CancellationToken.None);
        }

        Assert.Equal(0, pool.RentedBytes);
        return bytes;
    }

    /// <summary>The bytes of a region, picked sample by sample out of the whole cube: slow and plain.</summary>
    public static byte[] Cut(byte[] samples, CubeInfo cube, Region region)
    {
        var size = cube.Type.Bytes();
        var result = new byte[region.Samples * size];
        for (var i = 0L; i < region.Samples; i++)
        {
            var (rest, from, stride) = (i, 0L, 1L);
            for (var axis = cube.Rank - 1; axis >= 0; axis--)
            {
                from += (region.Start[axis] + (rest % region.Length[axis])) * stride;
                rest /= region.Length[axis];
                stride *= cube.Axes[axis].Length;
            }

            Array.Copy(samples, from * size, result, i * size, size);
        }

        return result;
    }
}
