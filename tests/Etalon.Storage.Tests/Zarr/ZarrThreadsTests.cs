using Etalon.Cubes;

namespace Etalon.Storage.Tests;

public sealed class ZarrThreadsTests
{
    [Theory]
    [InlineData(ChunkCodec.None)]
    [InlineData(ChunkCodec.Lz4)]
    public void Eight_threads_write_and_read_one_shard_at_a_time(ChunkCodec codec)
    {
        var cube = new CubeInfo("v", [new Axis("y", 256), new Axis("x", 512)], SampleType.Float32);
        var samples = new byte[cube.Bytes];
        new Random(2).NextBytes(samples);
        var format = new ZarrFormat();
        using var folder = new TempFolder();
        using var pool = new BufferPool(1 << 28);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        using (var writer = format.Create(folder["a.zarr"], CubeFile.NoOptions))
        using (var one = writer.Add(cube, new CubeLayout([16, 64], [256, 256], codec)))
        {
            Parallel.For(0, one.Chunks.Count, options, chunk => CubeFile.WriteRegion(one, one.Chunks[chunk], samples, pool));
            Parallel.For(0, one.Shards.Count, options, one.FinishShard);
            writer.Complete(AttributeSet.Empty);
        }

        using var dataset = format.Open(folder["a.zarr"]);
        using var reader = dataset.Open("v");
        Parallel.For(0, 64, options, i =>
        {
            var region = new Region([i * 4, i], [4, 512 - i]);
            Assert.Equal(CubeFile.Cut(samples, cube, region), CubeFile.Read(reader, region));
        });
        Assert.Empty(ZarrVerify.Run(folder["a.zarr"], null, CancellationToken.None));
    }
}
