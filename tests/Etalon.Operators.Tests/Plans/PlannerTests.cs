using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Tests;

public sealed class PlannerTests
{
    private static readonly CubeInfo Daily = Given.Cube(("time", 3650), ("y", 180), ("x", 360));

    private static readonly PlanLimits Roomy = new(1L << 30, 2);

    [Fact]
    public void Consecutive_maps_are_one_section_that_reads_every_byte_once()
    {
        var graph = Given.Resolve(
            Given.Source(Daily, true, 50, 30, 360), "c.out",
            Given.Node("a", "fake.scale", "{}", ("cube", "$cube")),
            Given.Node("b", "fake.scale", "{}", ("cube", "a.out")),
            Given.Node("c", "fake.scale", "{}", ("cube", "b.out")));

        var section = Assert.Single(Planner.Plan(graph, Roomy).Sections);

        Assert.Equal(["a", "b", "c"], section.Nodes.ToArray());
        Assert.Equal(SectionKind.Map, section.Kind);
        Assert.Equal(Daily.Bytes, section.Predicted.BytesRead);
        Assert.Equal(Daily.Bytes, section.Predicted.BytesWritten);
        Assert.Equal([50L, 30, 360], section.Outputs[0].Chunk.ToArray());
        Assert.InRange(TileBytes(section), 1 << 20, 4 << 20);
    }

    [Fact]
    public void What_only_cuts_holds_the_samples_once_and_keeps_chunks_packed()
    {
        // Rows long enough to be fetched one by one, chunks that lie side by side in memory if a tile is wider than one of them.
        var cube = Given.Cube(("time", 1460), ("y", 360), ("x", 500));
        Section Only(string node) => Assert.Single(
            Planner.Plan(Given.Resolve(Given.Source(cube, false, 1460, 360, 500), "a.out", Given.Node("a", node, "{}", ("cube", "$cube"))), Roomy).Sections);

        var cut = Only(CropOperator.Name);
        var scaled = Only("fake.scale");

        Assert.Equal(cut.Outputs[0].Chunk.Skip(1), cut.Tile.Skip(1));
        var block = TileBytes(cut) * cut.Workers;
        Assert.InRange(cut.Predicted.PeakBytes, block, block + (4 << 20));
        Assert.True(scaled.Predicted.PeakBytes >= 2 * TileBytes(scaled) * scaled.Workers);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(40, 2)]
    [InlineData(40, 16)]
    public void Every_output_of_a_tile_is_made_of_whole_chunks(int slices, int workers)
    {
        var graph = Given.Resolve(
            Given.Source(Daily, false, 50, 30, 360), "p.quality", Given.Node("p", "fake.per-slice", $$"""{"slices":{{slices}}}""", ("cube", "$cube")));

        var section = Assert.Single(Planner.Plan(graph, new PlanLimits(8L << 30, workers)).Sections);

        var node = graph["p"];
        var tiles = new ChunkGrid(node.Description.Outputs[0].Shape, section.Tile);
        for (var tile = 0L; tile < tiles.Count; tile++)
        {
            var regions = RegionDemand.Outputs(node.Description, tiles[tile]);
            Assert.All(section.Outputs, output =>
            {
                var (region, shape) = (regions[output.Port], output.Cube.Shape);
                Assert.All(Enumerable.Range(0, shape.Length), axis =>
                {
                    Assert.Equal(0, region.Start[axis] % output.Chunk[axis]);
                    Assert.True(region.End(axis) % output.Chunk[axis] == 0 || region.End(axis) == shape[axis]);
                });
            });
        }
    }

    [Theory]
    [InlineData("time")]
    [InlineData("x")]
    [InlineData("y")]
    public void Either_pattern_of_a_neutral_layout_reads_every_byte_once(string axis)
    {
        var graph = Given.Resolve(
            Given.Source(Daily, true, 50, 30, 360), "sort.out",
            Given.Node("sort", "fake.whole", $$"""{"axes":["{{axis}}"]}""", ("cube", "$cube")));

        var plan = Planner.Plan(graph, new PlanLimits(700L << 20, 1));

        Assert.InRange(plan.Total.BytesRead, Daily.Bytes, 1.05 * Daily.Bytes);
    }

    [Fact]
    public void A_cube_ten_times_the_budget_is_read_and_written_once_in_the_opposite_pattern()
    {
        var cube = Given.Cube(("time", 4000), ("y", 400), ("x", 400));
        var chunk = NeutralChunk(cube);
        var graph = Given.Resolve(
            Given.Source(cube, false, chunk), "sort.out",
            Given.Node("sort", "fake.whole", """{"axes":["time"]}""", ("cube", "$cube")));

        var plan = Planner.Plan(graph, new PlanLimits(256L << 20, 2));

        Assert.True(plan.Total.BytesRead + plan.Total.BytesWritten <= 2.2 * cube.Bytes);
        Assert.True(plan.Total.PeakBytes <= 256L << 20);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(128)]
    public void Where_a_band_does_not_fit_the_new_chunks_get_narrower_instead_of_reading_twice(long megabytes)
    {
        var graph = Given.Resolve(
            Given.Source(Daily, false, 50, 30, 360), "sort.out",
            Given.Node("sort", "fake.whole", """{"axes":["time"]}""", ("cube", "$cube")));

        var plan = Planner.Plan(graph, new PlanLimits(megabytes << 20, 2));

        Assert.InRange(plan.Total.BytesRead, Daily.Bytes, 1.05 * Daily.Bytes);
    }

    [Fact]
    public void A_reduction_is_cut_into_source_chunks_and_its_tile_covers_whole_chunks()
    {
        var graph = Given.Resolve(
            Given.Source(Daily, true, 50, 30, 360), "mean.out",
            Given.Node("scale", "fake.scale", "{}", ("cube", "$cube")),
            Given.Node("mean", "fake.mean", """{"axes":["time"]}""", ("cube", "scale.out")));

        var section = Assert.Single(Planner.Plan(graph, Roomy).Sections);

        Assert.Equal(SectionKind.Reduce, section.Kind);
        Assert.Equal([50L, 30, 360], section.ReduceBlock.ToArray());
        Assert.Equal(Daily.Bytes, section.Predicted.BytesRead);
        Assert.Equal(["scale", "mean"], section.Nodes.ToArray());
    }

    [Fact]
    public void A_reduction_that_is_used_further_is_stored_and_the_rest_is_fused()
    {
        var graph = Given.Resolve(
            Given.Source(Daily, false, 50, 30, 360), "anomaly.out",
            Given.Node("mean", "fake.mean", """{"axes":["time"]}""", ("cube", "$cube")),
            Given.Node("anomaly", "fake.add", "{}", ("a", "$cube"), ("b", "mean.out")));

        var plan = Planner.Plan(graph, Roomy);

        Assert.Equal(["mean", "anomaly"], plan.Sections.Select(section => section.Terminal));
        Assert.Equal("mean.out", plan.Sections[0].Outputs[0].Name);
        Assert.False(plan.Sections[0].Outputs[0].Kept);
        Assert.True(plan.Sections[1].Outputs[0].Kept);
    }

    [Fact]
    public void Two_patterns_in_a_row_are_separated_unless_the_cube_is_small()
    {
        static ResolvedGraph Both(CubeInfo cube) => Given.Resolve(
            Given.Source(cube, false, Math.Min(50, cube.Shape[0]), 30, 360), "b.out",
            Given.Node("a", "fake.whole", """{"axes":["time"]}""", ("cube", "$cube")),
            Given.Node("b", "fake.whole", """{"axes":["y","x"]}""", ("cube", "a.out")));

        var cut = Planner.Plan(Both(Daily), new PlanLimits(256L << 20, 1));
        var fused = Planner.Plan(Both(Given.Cube(("time", 4), ("y", 180), ("x", 360))), new PlanLimits(256L << 20, 1));

        Assert.Equal(["a", "b"], cut.Sections.Select(section => section.Terminal));
        Assert.True(cut.Total.BytesRead <= 2.1 * Daily.Bytes);
        Assert.Single(fused.Sections);
    }

    [Fact]
    public void A_node_that_is_used_twice_is_computed_again_when_that_is_cheaper()
    {
        var graph = Given.Resolve(
            Given.Source(Daily, false, 50, 30, 360), "sum.out",
            Given.Node("scale", "fake.scale", "{}", ("cube", "$cube")),
            Given.Node("sum", "fake.add", "{}", ("a", "scale.out"), ("b", "scale.out")));

        Assert.Single(Planner.Plan(graph, Roomy).Sections);
    }

    [Fact]
    public void A_budget_that_is_too_small_is_refused_with_the_needs_of_every_step()
    {
        var graph = Given.Resolve(
            Given.Source(Daily, true, 50, 30, 360), "sort.out",
            Given.Node("scale", "fake.scale", "{}", ("cube", "$cube")),
            Given.Node("sort", "fake.whole", """{"axes":["time","y","x"]}""", ("cube", "scale.out")));

        var refusal = Assert.Throws<RefusalException>(() => Planner.Plan(graph, new PlanLimits(64L << 20, 2)));

        Assert.Equal("budget-too-small", refusal.Code);
        Assert.Equal(RefusalKind.TooLarge, refusal.Kind);
        Assert.Contains("sort", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("time, y, x", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Planning_twice_gives_the_same_plan()
    {
        var graph = Given.Resolve(
            Given.Source(Daily, true, 50, 30, 360), "b.out",
            Given.Node("a", "fake.smooth", """{"axis":"time"}""", ("cube", "$cube")),
            Given.Node("b", "fake.whole", """{"axes":["y"]}""", ("cube", "a.out")));

        Assert.Equal(PlanText.Of(Planner.Plan(graph, Roomy)), PlanText.Of(Planner.Plan(graph, Roomy)));
    }

    [Fact]
    public void Every_output_sample_is_in_exactly_one_tile_made_of_whole_chunks() => Prop.ForAll(Graphs(), given =>
    {
        var plan = Planner.Plan(given.Graph, new PlanLimits(64L << 20, 3));
        foreach (var section in plan.Sections)
        {
            var output = section.Outputs[0];
            var grid = new ChunkGrid(output.Cube.Shape, section.Tile);
            Assert.Equal(output.Cube.Samples, Enumerable.Range(0, (int)grid.Count).Sum(i => grid[i].Samples));
            for (var axis = 0; axis < output.Cube.Rank; axis++)
            {
                Assert.True(section.Tile[axis] % output.Chunk[axis] == 0 || section.Tile[axis] == output.Cube.Shape[axis]);
                Assert.Equal(0, output.Shard[axis] % output.Chunk[axis]);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_larger_budget_never_gives_a_slower_plan() => Prop.ForAll(Graphs(), given =>
    {
        var seconds = double.PositiveInfinity;
        for (var megabytes = 32L; megabytes <= 2048; megabytes *= 4)
        {
            var plan = Planner.Plan(given.Graph, new PlanLimits(megabytes << 20, 2));
            Assert.InRange(plan.Total.PeakBytes, 0, megabytes << 20);
            Assert.InRange(plan.Total.Seconds, 0, seconds);
            seconds = plan.Total.Seconds;
        }
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(256, 1)]
    [InlineData(4096, 1)]
    [InlineData(4096, 2)]
    [InlineData(65536, 2)]
    public void However_large_the_budget_a_worker_holds_a_few_dozen_megabytes(long megabytes, int workers)
    {
        var cube = Given.Cube(("time", 6400), ("y", 100), ("x", 1000));
        var graph = Given.Resolve(
            Given.Source(cube, false, 64, 8, 1000), "middle.out",
            Given.Node("middle", "fake.middle", """{"axes":["time"]}""", ("cube", "$cube")));

        var section = Assert.Single(Planner.Plan(graph, new PlanLimits(megabytes << 20, workers)).Sections);

        Assert.Equal(workers, section.Workers);
        Assert.InRange(section.Predicted.PeakBytes / workers, 256 << 10, 64 << 20);
        Assert.InRange(section.Predicted.BytesRead, cube.Bytes, 1.05 * cube.Bytes);
    }

    [Fact]
    public void Tiles_of_a_compressed_source_end_where_its_chunks_do()
    {
        // Chunks of 12 rows, which no halving of 100 rows meets.
        var cube = Given.Cube(("time", 1600), ("y", 100), ("x", 1000));
        var graph = Given.Resolve(
            Given.Source(cube, true, 64, 12, 500), "middle.out",
            Given.Node("middle", "fake.middle", """{"axes":["time"]}""", ("cube", "$cube")));

        var section = Assert.Single(Planner.Plan(graph, new PlanLimits(8L << 30, 1)).Sections);

        Assert.Equal(0, section.Tile[0] % 12);
        Assert.Equal(0, section.Tile[1] % 500);
        Assert.InRange(section.Predicted.BytesRead, cube.Bytes, 1.05 * cube.Bytes);
        Assert.InRange(section.Predicted.PeakBytes, 0, 2 * 64 << 20);
    }

    private static Arbitrary<(ResolvedGraph Graph, string Text)> Graphs() => Arb.From(
        from t in Gen.Choose(1, 2000)
        from y in Gen.Choose(1, 300)
        from x in Gen.Choose(1, 300)
        from ct in Gen.Choose(1, 100)
        from cy in Gen.Choose(1, 100)
        from compressed in Gen.Elements(true, false)
        from axis in Gen.Elements("time", "y", "x")
        from step in Gen.Elements("fake.whole", "fake.mean", "fake.smooth", "fake.scale")
        select Build(t, y, x, Math.Min(t, ct), Math.Min(y, cy), compressed, axis, step));

    private static (ResolvedGraph Graph, string Text) Build(
        int t, int y, int x, int ct, int cy, bool compressed, string axis, string step)
    {
        var cube = Given.Cube(("time", t), ("y", y), ("x", x));
        var parameters = step switch
        {
            "fake.smooth" => $$"""{"axis":"{{axis}}"}""",
            "fake.scale" => "{}",
            _ => $$"""{"axes":["{{axis}}"]}""",
        };
        var graph = Given.Resolve(
            Given.Source(cube, compressed, ct, cy, x), "b.out", Given.Node("b", step, parameters, ("cube", "$cube")));
        return (graph, $"{t}x{y}x{x} in {ct}x{cy}x{x} compressed={compressed} {step} {axis}");
    }

    private static long TileBytes(Section section) => section.Tile.Aggregate(4L, static (product, length) => product * length);

    /// <summary>Both alternating axes in the fraction sqrt(1 MiB / D).</summary>
    private static long[] NeutralChunk(CubeInfo cube)
    {
        var fraction = Math.Sqrt((1 << 20) / (double)cube.Bytes);
        return [(long)Math.Ceiling(cube.Shape[0] * fraction), (long)Math.Ceiling(cube.Shape[1] * fraction), cube.Shape[2]];
    }
}
