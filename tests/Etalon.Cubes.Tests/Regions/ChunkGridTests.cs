using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class ChunkGridTests
{
    [Fact]
    public void Every_sample_lies_in_exactly_one_piece()
    {
        Prop.ForAll(Grids(), grid =>
        {
            var holders = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var ordinal = 0L; ordinal < grid.Count; ordinal++)
            {
                foreach (var sample in Samples(grid[ordinal]))
                {
                    var key = string.Join(',', sample);
                    holders[key] = holders.GetValueOrDefault(key) + 1;
                    Assert.Equal(ordinal, grid.OrdinalOf(sample));
                }
            }

            Assert.Equal(Region.Of(grid.Shape).Samples, holders.Count);
            Assert.All(holders.Values, count => Assert.Equal(1, count));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_pieces_that_touch_a_region_are_those_that_share_a_sample()
    {
        var cases =
            from grid in Grids().Generator
            from starts in Gen.Choose(0, 8).ArrayOf(grid.Shape.Length)
            from lengths in Gen.Choose(0, 8).ArrayOf(grid.Shape.Length)
            let start = starts.Select((s, i) => s % grid.Shape[i]).ToImmutableArray()
            let length = lengths.Select((l, i) => Math.Min(l, grid.Shape[i] - start[i])).ToImmutableArray()
            select (grid, region: new Region(start, length));
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var expected = new List<long>();
            for (var ordinal = 0L; ordinal < c.grid.Count; ordinal++)
            {
                if (!c.grid[ordinal].Intersect(c.region).IsEmpty)
                {
                    expected.Add(ordinal);
                }
            }

            Assert.Equal(expected, c.grid.Touching(c.region));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_scalar_has_one_piece()
    {
        var grid = new ChunkGrid([], []);

        Assert.Equal(1, grid.Count);
        Assert.Equal([0L], grid.Touching(Region.Of([])));
        Assert.Equal(0, grid.OrdinalOf([]));
    }

    [Fact]
    public void Wrong_cuts_are_bugs()
    {
        Assert.Throws<ArgumentException>(() => new ChunkGrid([4, 4], [2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkGrid([4], [0]));
    }

    private static Arbitrary<ChunkGrid> Grids() =>
        (from rank in Gen.Choose(0, 4)
         from shape in Gen.Choose(1, 6).ArrayOf(rank)
         from chunk in Gen.Choose(1, 7).ArrayOf(rank)
         select new ChunkGrid([.. shape.Select(n => (long)n)], [.. chunk.Select(n => (long)n)])).ToArbitrary();

    private static IEnumerable<long[]> Samples(Region region)
    {
        for (var i = 0L; i < region.Samples; i++)
        {
            var sample = new long[region.Rank];
            var rest = i;
            for (var axis = region.Rank - 1; axis >= 0; axis--)
            {
                sample[axis] = region.Start[axis] + (rest % region.Length[axis]);
                rest /= region.Length[axis];
            }

            yield return sample;
        }
    }
}
