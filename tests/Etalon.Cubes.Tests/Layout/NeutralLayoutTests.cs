using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class NeutralLayoutTests
{
    private const double Q = 1 << 20;
    private const long LargestShard = 1L << 30;

    [Fact]
    public void The_pieces_of_every_cube_cover_it_in_whole_chunks_per_shard()
    {
        Prop.ForAll(Shapes(), cube =>
        {
            var layout = NeutralLayout.For(cube.Shape, cube.SampleBytes);
            for (var axis = 0; axis < cube.Shape.Length; axis++)
            {
                Assert.InRange(layout.Chunk[axis], 1, cube.Shape[axis]);
                Assert.Equal(0, layout.Shard[axis] % layout.Chunk[axis]);
                Assert.True(layout.Shard[axis] - cube.Shape[axis] < layout.Chunk[axis], "A shard reaches no whole chunk beyond the cube.");
            }

            Assert.Equal(cube.Shape.Aggregate(1L, (p, n) => p * n), layout.ChunkGrid.Counts.Select((count, axis) =>
                Enumerable.Range(0, 2).Sum(last => last == 0 ? (count - 1) * layout.Chunk[axis] : cube.Shape[axis] - ((count - 1) * layout.Chunk[axis])))
                .Aggregate(1L, (p, n) => p * n));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Chunks_are_about_a_mebibyte()
    {
        Prop.ForAll(Shapes(), cube =>
        {
            var layout = NeutralLayout.For(cube.Shape, cube.SampleBytes);
            var bytes = Bytes(layout.Chunk, cube.SampleBytes);
            var total = Bytes(cube.Shape, cube.SampleBytes);

            Assert.True(bytes <= 2 * Q || bytes == total && total <= 1.5 * Q, $"{Describe(cube, layout)}: {bytes / Q:F2} MiB");
            Assert.True(bytes >= Math.Min(total, Q) / 3, $"{Describe(cube, layout)}: {bytes / Q:F2} MiB");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Shards_stay_below_a_gibibyte_and_large_cubes_have_at_least_eight()
    {
        Prop.ForAll(Shapes(), cube =>
        {
            var layout = NeutralLayout.For(cube.Shape, cube.SampleBytes);
            var total = Bytes(cube.Shape, cube.SampleBytes);

            Assert.True(Bytes(layout.Shard, cube.SampleBytes) <= LargestShard, Describe(cube, layout));
            Assert.True(total <= 1L << 28 || layout.Shards >= 8, $"{Describe(cube, layout)}: {layout.Shards} shards");
            Assert.True(total > 1L << 28 || layout.Shards == 1, $"{Describe(cube, layout)}: {layout.Shards} shards");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Both_patterns_need_memory_within_twice_the_bound_where_the_shape_allows()
    {
        Prop.ForAll(Shapes(), cube =>
        {
            var layout = NeutralLayout.For(cube.Shape, cube.SampleBytes);
            var total = Bytes(cube.Shape, cube.SampleBytes);
            var bound = 2 * Math.Max(Math.Sqrt(Q * total), Q);
            var maps = total * layout.Chunk[0] / cube.Shape[0];
            var series = total * Bytes(layout.Chunk.RemoveAt(0), 1) / Bytes(cube.Shape.RemoveAt(0), 1);

            // What no layout can do better: a band one sample thick, or as narrow as a run may be.
            var thinnestMap = total / cube.Shape[0];
            var run = cube.Shape.Length == 1 ? 1 : Math.Min(cube.Shape[^1], 256 / cube.SampleBytes);
            var thinnestSeries = cube.Shape.Length == 1 ? total : total * run / Bytes(cube.Shape.RemoveAt(0), 1);
            Assert.True(maps <= Math.Max(bound, 2 * thinnestMap) || cube.Shape.Length == 1, $"{Describe(cube, layout)}: map {maps / Q:F1} MiB");
            Assert.True(series <= Math.Max(bound, 2 * thinnestSeries) || cube.Shape.Length == 1, $"{Describe(cube, layout)}: series {series / Q:F1} MiB");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Runs_along_the_innermost_axis_are_long()
    {
        Prop.ForAll(Shapes(), cube =>
        {
            var layout = NeutralLayout.For(cube.Shape, cube.SampleBytes);

            Assert.True(
                cube.Shape.Length < 2 || layout.Chunk[^1] == cube.Shape[^1] || layout.Chunk[^1] * cube.SampleBytes >= 256,
                Describe(cube, layout));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData(new long[0], 4, new long[0], new long[0])]
    [InlineData(new long[] { 24, 366 }, 4, new long[] { 24, 366 }, new long[] { 24, 366 })]
    [InlineData(new long[] { 640_000, 1000 }, 4, new long[] { 3903, 67 }, new long[] { 74157, 1005 })]
    [InlineData(new long[] { 3650, 192, 384 }, 4, new long[] { 115, 6, 384 }, new long[] { 460, 192, 384 })]
    [InlineData(new long[] { 1800, 2160, 2560 }, 2, new long[] { 12, 16, 2560 }, new long[] { 84, 2160, 2560 })]
    public void Known_cubes_have_known_layouts(long[] shape, int sampleBytes, long[] chunk, long[] shard)
    {
        var layout = NeutralLayout.For([.. shape], sampleBytes);

        Assert.Equal(chunk, layout.Chunk.ToArray());
        Assert.Equal(shard, layout.Shard.ToArray());
    }

    [Fact]
    public void The_last_piece_is_no_sliver()
    {
        var layout = NeutralLayout.For([100, 100, 1000], 4, new LayoutOptions { ChunkBytes = 40_000_000 / 9 });

        Assert.Equal([34L, 34, 1000], layout.Chunk.ToArray());
    }

    [Fact]
    public void Shards_turn_with_the_writer()
    {
        var along = NeutralLayout.For([1000, 1000, 1000], 4);
        var across = NeutralLayout.For([1000, 1000, 1000], 4, new LayoutOptions { ShardAxis = 1 });

        Assert.True(along.Shard[0] < 1000 && along.Shard[1] >= 1000);
        Assert.True(across.Shard[0] >= 1000 && across.Shard[1] < 1000);
        Assert.Equal(along.Chunk.ToArray(), across.Chunk.ToArray());
    }

    private static double Bytes(ImmutableArray<long> lengths, int sampleBytes) => lengths.Aggregate((double)sampleBytes, (p, n) => p * n);

    private static string Describe((ImmutableArray<long> Shape, int SampleBytes) cube, NeutralLayout layout) =>
        $"[{string.Join(',', cube.Shape)}]×{cube.SampleBytes} chunk [{string.Join(',', layout.Chunk)}] shard [{string.Join(',', layout.Shard)}]";

    /// <summary>Shapes of one to four axes whose lengths are spread over their orders of magnitude, up to 1 TiB.</summary>
    private static Arbitrary<(ImmutableArray<long> Shape, int SampleBytes)> Shapes() =>
        (from rank in Gen.Choose(1, 4)
         from sizes in Gen.Choose(0, 6000).ArrayOf(rank)
         from bytes in Gen.Elements(1, 2, 4, 8)
         let shape = sizes.Select(size => (long)Math.Pow(10, size / 1000.0)).ToImmutableArray()
         where Bytes(shape, bytes) < 1e12
         select (shape, bytes)).ToArbitrary();
}
