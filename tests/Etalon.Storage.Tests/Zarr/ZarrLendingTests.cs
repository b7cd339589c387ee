using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ZarrLendingTests
{
    private const long RowBytes = 512 * sizeof(float);

    private static readonly ZarrFormat Format = new();
    private static readonly CubeInfo Cube = new("v", [new Axis("t", 64), new Axis("y", 64), new Axis("x", 512)], SampleType.Float32);

    [Fact]
    public unsafe void What_is_lent_is_what_would_be_read()
    {
        using var folder = new TempFolder();
        _ = Make(folder, ChunkCodec.None);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        using var pool = new BufferPool(1L << 30);
        var random = new Random(3);
        var lent = 0;
        for (var i = 0; i < 200; i++)
        {
            var region = new Region(
                [random.Next(40), 8 * random.Next(4), 0], [1 + random.Next(24), random.Next(2) == 0 ? 32 : 1 + random.Next(32), 512]);
            using var samples = reader.TryLend(region, pool, CancellationToken.None);
            if (samples is null)
            {
                continue;
            }

            lent++;
            var bytes = new ReadOnlySpan<byte>(samples.Pointer, checked((int)(region.Samples * sizeof(float))));
            Assert.True(bytes.SequenceEqual(CubeFile.Read(reader, region)));
        }

        Assert.InRange(lent, 10, 190);
    }

    [Fact]
    public unsafe void A_part_that_is_read_again_comes_from_the_map_and_is_the_same()
    {
        using var folder = new TempFolder();
        _ = Make(folder, ChunkCodec.None);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        var random = new Random(5);
        for (var i = 0; i < 100; i++)
        {
            var start = new long[] { random.Next(60), random.Next(60), random.Next(500) };
            var region = new Region([.. start], [.. start.Select((first, axis) => 1 + random.NextInt64(Cube.Shape[axis] - first))]);
            var read = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(CubeFile.Read(reader, region));
            for (var at = 0; at < 20; at++)
            {
                var place = region.Length.Select(length => random.NextInt64(length)).ToArray();
                var inside = (((place[0] * region.Length[1]) + place[1]) * region.Length[2]) + place[2];
                var whole = ((((start[0] + place[0]) * 64) + start[1] + place[1]) * 512) + start[2] + place[2];
                Assert.Equal(whole * 0.5f, read[(int)inside]);
            }
        }
    }

    [Fact]
    public void A_flipped_bit_is_refused_when_a_chunk_is_read_in_parts()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        Flip(shard);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        _ = CubeFile.Read(reader, new Region([2, 0, 0], [1, 1, 512]));

        var refusal = Assert.Throws<RefusalException>(() => CubeFile.Read(reader, new Region([3, 0, 0], [1, 1, 512])));

        Assert.Equal("corrupt-file", refusal.Code);
    }

    [Theory]
    [InlineData(ChunkCodec.Lz4)]
    [InlineData(ChunkCodec.Zstd)]
    public void Encoded_chunks_are_never_lent(ChunkCodec codec)
    {
        using var folder = new TempFolder();
        _ = Make(folder, codec);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        using var pool = new BufferPool(1L << 30);

        Assert.Null(reader.TryLend(Region.Of([16, 32, 512]), pool, CancellationToken.None));
    }

    [Fact]
    public void A_flipped_bit_is_refused_when_its_chunk_is_lent()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        Flip(shard);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        using var pool = new BufferPool(1L << 30);

        var refusal = Assert.Throws<RefusalException>(() => reader.TryLend(new Region([2, 0, 0], [4, 32, 512]), pool, CancellationToken.None));

        Assert.Equal("corrupt-file", refusal.Code);
        Assert.Contains(shard, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_open_is_refused_and_does_not_end_the_process()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        using var dataset = Format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        using var pool = new BufferPool(1L << 30);
        reader.TryLend(new Region([0, 0, 0], [16, 32, 512]), pool, CancellationToken.None)!.Dispose();
        using (var file = File.Open(shard, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.SetLength(16 * 32 * RowBytes);
        }

        var refusal = Assert.Throws<RefusalException>(
            () => reader.TryLend(new Region([48, 32, 0], [16, 32, 512]), pool, CancellationToken.None));

        Assert.Equal("corrupt-file", refusal.Code);
    }

    [Fact]
    public void A_deleted_file_is_not_kept_by_its_map()
    {
        using var folder = new TempFolder();
        var shard = Make(folder, ChunkCodec.None);
        using (var dataset = Format.Open(folder["a.zarr"]))
        using (var reader = dataset.Open("v"))
        using (var pool = new BufferPool(1L << 30))
        {
            reader.TryLend(new Region([0, 0, 0], [16, 32, 512]), pool, CancellationToken.None)!.Dispose();
        }

        Assert.Contains(shard, File.ReadAllText("/proc/self/maps"), StringComparison.Ordinal);
        File.Delete(shard);

        Assert.True(
            SpinWait.SpinUntil(() => !File.ReadAllText("/proc/self/maps").Contains(shard, StringComparison.Ordinal), TimeSpan.FromSeconds(30)),
            "The map of a deleted file is still there.");
    }

    private static void Flip(string shard)
    {
        using var file = File.Open(shard, FileMode.Open, FileAccess.ReadWrite);
        file.Position = 77_777;
        var old = file.ReadByte();
        file.Position = 77_777;
        file.WriteByte((byte)(old ^ 16));
    }

    private static unsafe string Make(TempFolder folder, ChunkCodec codec)
    {
        var samples = new float[Cube.Samples];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = i * 0.5f;
        }

        using var pool = new BufferPool(1L << 30);
        using (var writer = Format.Create(folder["a.zarr"], System.Collections.Immutable.ImmutableDictionary<string, string>.Empty))
        {
            var cube = writer.Add(Cube, new CubeLayout([16, 32, 512], [64, 64, 512], codec));
            fixed (float* first = samples)
            {
                cube.Write(Cube.Whole, (byte*)first, pool, CancellationToken.None);
            }

            cube.FinishShard(0);
            writer.Complete(AttributeSet.Empty);
        }

        return Path.Combine(folder["a.zarr"], "v", "c", "0", "0", "0");
    }
}
