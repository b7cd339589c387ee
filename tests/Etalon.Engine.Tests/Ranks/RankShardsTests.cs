using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Operators;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Engine.Tests;

public sealed class RankShardsTests
{
    private static readonly CubeInfo Estimates = Cube(("slice", 3), ("method", 4));

    [Fact]
    public void Outputs_of_one_step_are_cut_along_the_axis_that_they_share_and_no_other()
    {
        var metric = Cube(("slice", 3), ("candidate", 193));

        Assert.Equal([1, 4], RankShards.Of(Output(Estimates, [1, 4], [3, 4]), Estimates, [1, 4], 2).ToArray());
        Assert.Equal([1, 193], RankShards.Of(Output(metric, [1, 193], [3, 193]), Estimates, [1, 4], 2).ToArray());
    }

    [Fact]
    public void An_axis_of_its_own_is_never_cut()
    {
        var centre = Cube(("y", 200));
        var metric = Cube(("candidate", 193));

        Assert.Equal([193], RankShards.Of(Output(metric, [193], [193]), centre, [40], 2).ToArray());
    }

    [Fact]
    public void Shards_are_whole_chunks_whatever_the_tile_is()
    {
        var property = Prop.ForAll(Gen.Choose(1, 40).Four().ToArbitrary(), lengths =>
        {
            var (length, tile, chunk, ranks) = lengths;
            var cube = Cube(("a", length), ("b", 5));
            var shard = RankShards.Of(Output(cube, [chunk, 5], [(length + chunk - 1) / chunk * chunk, 5]), cube, [tile, 5], ranks);
            return shard[0] % chunk == 0 && shard[0] > 0 && shard[1] == 5;
        });

        property.QuickCheckThrowOnFailure();
    }

    private static CubeInfo Cube(params (string Name, long Length)[] axes) =>
        new("cube", [.. axes.Select(axis => new Axis(axis.Name, axis.Length))], SampleType.Float64);

    private static SectionOutput Output(CubeInfo cube, ImmutableArray<long> chunk, ImmutableArray<long> shard) => new(0, cube, cube.Name, false, chunk, shard);
}
