using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class RegionTests
{
    [Fact]
    public void A_sample_is_in_the_intersection_when_it_is_in_both()
    {
        Prop.ForAll(Regions(), Regions(), (a, b) =>
        {
            var both = a.Intersect(b);
            for (var y = 0L; y < 12; y++)
            {
                for (var x = 0L; x < 12; x++)
                {
                    var sample = new Region([y, x], [1, 1]);
                    Assert.Equal(a.Contains(sample) && b.Contains(sample), both.Contains(sample));
                }
            }

            Assert.Equal(both.Samples, b.Intersect(a).Samples);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_region_seen_from_its_own_start_is_at_the_origin()
    {
        Prop.ForAll(Regions(), region => Assert.Equal(Region.Of(region.Length), region.RelativeTo(region))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Equal_boxes_are_equal_and_print_their_ends()
    {
        var region = new Region([1, 2], [3, 4]);

        Assert.Equal(region, new Region([1, 2], [3, 4]));
        Assert.Equal(region.GetHashCode(), new Region([1, 2], [3, 4]).GetHashCode());
        Assert.NotEqual(region, region.With(0, 1, 2));
        Assert.Equal("[1:4, 2:6]", region.ToString());
    }

    private static Arbitrary<Region> Regions() =>
        (from start in Gen.Choose(0, 8).ArrayOf(2)
         from length in Gen.Choose(0, 6).ArrayOf(2)
         select new Region([start[0], start[1]], [length[0], length[1]])).ToArbitrary();
}
