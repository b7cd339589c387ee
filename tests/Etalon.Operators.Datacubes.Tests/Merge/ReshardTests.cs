using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ReshardTests
{
    private static readonly CubeInfo Cube = RandomCubes.Info(SampleType.Float32, 366, 180, 360);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(40)]
    public void About_as_many_shards_come_out_as_wished(int shards)
    {
        var merged = new Merge().Describe(new Merge.Parameters(shards), Inputs.Of(("cube", Cube)));

        var count = new ChunkGrid(Cube.Shape, merged.ShardWish).Count;
        Assert.InRange(count, (shards + 1) / 2, shards);
        Assert.All(merged.ShardWish.Zip(merged.ChunkWish), pair => Assert.Equal(0, pair.First % pair.Second));
    }

    [Fact]
    public void Patterns_keep_their_axes_whole()
    {
        var maps = new Split().Describe(new Split.Parameters(4, AccessPattern.Maps), Inputs.Of(("cube", Cube)));
        var series = new Split().Describe(new Split.Parameters(4, AccessPattern.Series), Inputs.Of(("cube", Cube)));

        Assert.Equal([180, 360], maps.ChunkWish.Skip(1));
        Assert.Equal(366, series.ChunkWish[0]);
        Assert.All((Description[])[maps, series], d => Assert.InRange(d.ChunkWish.Aggregate(4L, (p, l) => p * l), 1 << 18, 1 << 20));
    }

    [Fact]
    public void Written_shapes_are_taken_and_shards_rounded_to_whole_chunks()
    {
        var split = new Split().Describe(new Split.Parameters(Chunk: "a=100,b=7", Shard: "a=150,c=90"), Inputs.Of(("cube", Cube)));
        var refused = Assert.Throws<RefusalException>(() => new Split().Describe(new Split.Parameters(Chunk: "aa=3"), Inputs.Of(("cube", Cube))));

        Assert.Equal(new long[] { 100, 7, 360 }, split.ChunkWish.ToArray());
        Assert.Equal(new long[] { 200, 182, 360 }, split.ShardWish.ToArray());
        Assert.Equal("unknown-axis", refused.Code);
    }

    [Fact]
    public void Samples_stay()
    {
        var cube = RandomCubes.Measured(new Random(1), RandomCubes.Info(SampleType.UInt16, 9, 8, 7));

        Assert.True(cube.Bytes.SequenceEqual(Harness.Check(new Merge(), new Merge.Parameters(), ("cube", cube))[0].Bytes));
        Assert.True(cube.Bytes.SequenceEqual(Harness.Check(new Split(), new Split.Parameters(3), ("cube", cube))[0].Bytes));
    }
}
