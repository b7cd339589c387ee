using System.Collections.Immutable;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Tests;

public sealed class SourceCopyTests
{
    /// <summary>2.56 GB, a map in every chunk.</summary>
    private static readonly CubeInfo Maps = Given.Cube(("time", 6400), ("y", 100), ("x", 1000));

    private static readonly SourceFacts Deflated =
        Given.Source(Maps, true, 1, 100, 1000) with { StoredRatio = 0.4, DecodeBytesPerSecond = 5e8 };

    [Theory]
    [InlineData(48)]
    [InlineData(256)]
    [InlineData(2048)]
    public void Series_from_compressed_maps_are_made_through_a_copy_that_is_read_once(long megabytes)
    {
        var plan = Planner.Plan(Series(Deflated), new PlanLimits(megabytes << 20, 2));

        Assert.Equal(["recut/cube", "middle"], plan.Sections.Select(section => section.Terminal));
        Assert.Equal("cube", plan.Sections[0].Copies);
        Assert.Equal("", plan.Sections[1].Copies);
        Assert.False(plan.Sections[0].Outputs[0].Kept);
        Assert.InRange(plan.Total.BytesRead, 1.4 * Maps.Bytes, 1.1 * 1.4 * Maps.Bytes);
        Assert.Equal(Maps.Bytes, plan.Sections[0].Predicted.BytesWritten);
        Assert.True(plan.Total.PeakBytes <= megabytes << 20);
        Assert.Equal(plan.Graph["middle"].Links[0], new GraphLink("recut/cube", "out"));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(64)]
    public void A_small_cube_in_a_small_budget_is_copied_with_every_chunk_decoded_once(long megabytes)
    {
        var cube = Given.Cube(("time", 1023), ("y", 64), ("x", 128));
        var source = Given.Source(cube, true, 1, 64, 128) with { StoredRatio = 0.6, DecodeBytesPerSecond = 5e8 };

        var plan = Planner.Plan(Series(source), new PlanLimits(megabytes << 20, 2));

        Assert.True(plan.Total.BytesRead <= 1.1 * 1.6 * cube.Bytes, PlanText.Of(plan));
    }

    [Fact]
    public void The_copy_is_seen_in_the_plan()
    {
        var plan = Planner.Plan(Series(Deflated), new PlanLimits(256L << 20, 2));

        Assert.Contains("copies $cube for the steps below: its chunks of 1x100x1000", PlanText.Of(plan), StringComparison.Ordinal);
        Assert.Contains("intermediate recut/cube.out: float32 6400x100x1000", PlanText.Of(plan), StringComparison.Ordinal);
        Assert.Equal("cube", (string?)PlanText.ToJson(plan)["sections"]![0]!["copies"]);
    }

    [Fact]
    public void Maps_from_compressed_series_are_made_through_a_copy()
    {
        var series = Given.Source(Maps, true, 6400, 1, 1000) with { DecodeBytesPerSecond = 5e8 };
        var graph = Given.Resolve(series, "sort.out", Given.Node("sort", "fake.whole", """{"axes":["y"]}""", ("cube", "$cube")));

        var plan = Planner.Plan(graph, new PlanLimits(256L << 20, 2));

        Assert.Equal(["recut/cube", "sort"], plan.Sections.Select(section => section.Terminal));
        Assert.InRange(plan.Total.BytesRead, 2 * Maps.Bytes, 1.1 * 2 * Maps.Bytes);
    }

    [Fact]
    public void A_source_that_lies_well_is_read_directly()
    {
        var plan = Planner.Plan(Series(Given.Source(Maps, true, 64, 4, 1000)), new PlanLimits(512L << 20, 2));

        Assert.Equal("middle", Assert.Single(plan.Sections).Terminal);
    }

    [Fact]
    public void Steps_that_read_the_same_source_share_the_copy_and_decode_once()
    {
        var sources = ImmutableDictionary<string, SourceFacts>.Empty.Add("cube", Deflated);
        var graph = new GraphResolver(Given.Registry).Resolve(
            new OperatorGraph(
                [
                    Given.Node("scale", "fake.scale", "{}", ("cube", "$cube")),
                    Given.Node("middle", "fake.middle", """{"axes":["time"]}""", ("cube", "$cube")),
                ],
                [("a", Given.Link("scale.out")), ("b", Given.Link("middle.out"))]),
            sources);

        var plan = Planner.Plan(graph, new PlanLimits(256L << 20, 2));

        Assert.Equal(["recut/cube", "scale", "middle"], plan.Sections.Select(section => section.Terminal));
        Assert.InRange(plan.Total.BytesRead, 2.4 * Maps.Bytes, 1.1 * 2.4 * Maps.Bytes);
    }

    [Fact]
    public void A_step_that_may_fail_reads_the_source_itself()
    {
        var node = Given.Node("middle", "fake.middle", """{"axes":["time"]}""", ("cube", "$cube")) with { OnError = "skip" };

        var plan = Planner.Plan(Given.Resolve(Deflated, "middle.out", node), new PlanLimits(1L << 40, 2));

        Assert.Equal("middle", Assert.Single(plan.Sections).Terminal);
    }

    [Fact]
    public void What_can_be_read_in_parts_is_never_copied() => Prop.ForAll(
        Cubes(), Arb.From(Gen.Elements(16, 64, 512)), (given, megabytes) =>
        {
            var plan = TryPlan(Series(given with { ReadsParts = true }), new PlanLimits((long)megabytes << 20, 2));
            Assert.All(plan?.Sections ?? [], section => Assert.Equal("", section.Copies));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_larger_budget_never_gives_a_slower_plan_with_copies() => Prop.ForAll(Cubes(), given =>
    {
        var graph = Series(given);
        var seconds = double.PositiveInfinity;
        for (var megabytes = 16L; megabytes <= 1024; megabytes *= 2)
        {
            if (TryPlan(graph, new PlanLimits(megabytes << 20, 2)) is not { } plan)
            {
                Assert.Equal(double.PositiveInfinity, seconds);
                continue;
            }

            Assert.InRange(plan.Total.PeakBytes, 0, megabytes << 20);
            Assert.InRange(plan.Total.Seconds, 0, seconds);
            seconds = plan.Total.Seconds;
        }
    }).QuickCheckThrowOnFailure();

    private static Plan? TryPlan(ResolvedGraph graph, PlanLimits limits)
    {
        try
        {
            return Planner.Plan(graph, limits);
        }
        catch (RefusalException refusal) when (refusal.Code is "budget-too-small")
        {
            return null;
        }
    }

    private static Arbitrary<SourceFacts> Cubes() => Arb.From(
        from t in Gen.Choose(1, 3000)
        from y in Gen.Choose(1, 200)
        from x in Gen.Choose(1, 300)
        from ct in Gen.Choose(1, 30)
        from cy in Gen.Choose(1, 200)
        from speed in Gen.Elements(2e9, 5e8)
        select Given.Source(Given.Cube(("time", t), ("y", y), ("x", x)), true, Math.Min(t, ct), Math.Min(y, cy), x) with { DecodeBytesPerSecond = speed });

    private static ResolvedGraph Series(SourceFacts source) =>
        Given.Resolve(source, "middle.out", Given.Node("middle", "fake.middle", """{"axes":["time"]}""", ("cube", "$cube")));
}
