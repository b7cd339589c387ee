using System.Collections.Immutable;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class SubsetTests(Python python) : IClassFixture<Python>
{
    private static readonly CubeInfo Climate = new(
        "tas",
        [
            new Axis("time", 730) { Unit = "days since 2003-01-01", Calendar = "standard", Coordinates = new RegularCoordinates(0.5, 1, 730) },
            new Axis("lat", 7)
            {
                Unit = "degrees_north", Coordinates = new RegularCoordinates(90, -30, 7), Bounds = [.. Enumerable.Range(0, 14).Select(i => (double)i)],
            },
            new Axis("lon", 12) { Unit = "degrees_east", Coordinates = new RegularCoordinates(0, 30, 12) },
            new Axis("level", 3),
        ],
        SampleType.Float32);

    [Fact]
    public void Index_selections_agree_with_numpy_for_every_sample_type() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var type = (SampleType)random.Next((int)SampleType.Complex64);
            var cube = RandomCubes.Measured(random, RandomCubes.Info(random, type) with { Missing = null });
            var (ours, numpy) = (new List<string>(), new List<string>());
            foreach (var axis in cube.Info.Axes)
            {
                var start = random.NextInt64(axis.Length);
                var text = $"{start}:{random.NextInt64(start + 1, axis.Length + 1)}:{random.Next(1, 4)}";
                ours.Add($"{axis.Name}=index:{text}");
                numpy.Add(text);
            }

            var result = Harness.Check(new Subset(), new Subset.Parameters(string.Join(";", ours)), ("cube", cube))[0];

            Assert.Equal(python.Run($"out['r'] = x[{string.Join(',', numpy)}]", ("x", cube))["r"], result.ToDoubles());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Several_pieces_of_several_axes_agree_with_numpy()
    {
        var cube = RandomCubes.Measured(new Random(3), Climate, missing: 0);

        var result = Harness.Check(
            new Subset(), new Subset.Parameters("time=index:0:59,334:424:3,729; lat=index:1,3,6; level=index:0,2"), ("cube", cube))[0];

        var wanted = python.Run("t = np.r_[0:59, 334:424:3, 729]; out['r'] = x[np.ix_(t, [1, 3, 6], range(12), [0, 2])]; out['t'] = t + 0.5", ("x", cube));
        Assert.Equal(wanted["r"], result.ToDoubles());
        Assert.Equal(wanted["t"], result.Info.Axes[0].Coordinates!.ToArray());
        Assert.Equal([60, 0, -90], result.Info.Axes[1].Coordinates!.ToArray());
        Assert.Equal([2, 3, 6, 7, 12, 13], result.Info.Axes[1].Bounds.ToArray());
    }

    [Theory]
    [InlineData("lat=index:3,2")]
    [InlineData("lat=index:0:3,2:5")]
    public void Pieces_that_go_back_are_refused(string select)
    {
        var cube = RandomCubes.Measured(new Random(3), Climate, missing: 0);

        var refusal = Assert.Throws<RefusalException>(() => Harness.Check(new Subset(), new Subset.Parameters(select), ("cube", cube)));

        Assert.Equal("bad-selection", refusal.Code);
    }

    [Fact]
    public void Several_axes_at_once_by_time_coordinate_nearest_and_index()
    {
        var cube = RandomCubes.Measured(new Random(2), Climate, missing: 0);

        var result = Harness.Check(
            new Subset(), new Subset.Parameters("time=2003-05; lat=-30:30; lon=nearest:100; level=index:0:2"), ("cube", cube))[0];

        // May 2003 is days 120 to 150; latitudes 30, 0, -30; 100 degrees is nearest to 90.
        Assert.Equal(python.Run("out['r'] = x[120:151, 2:5, 3:4, 0:2]", ("x", cube))["r"], result.ToDoubles());
        Assert.Equal(120.5, result.Info.Axes[0].Coordinates![0]);
        Assert.Equal([30, 0, -30], result.Info.Axes[1].Coordinates!.ToArray());
        Assert.Equal([4, 5, 6, 7, 8, 9], result.Info.Axes[1].Bounds.ToArray());
        Assert.Equal("degrees_north", result.Info.Axes[1].Unit);
    }

    [Fact]
    public void Axes_of_one_named_sample_can_be_dropped()
    {
        var cube = RandomCubes.Measured(new Random(3), Climate, missing: 0);
        var axes = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("lon", "~91").Add("level", "index:2").Add("lat", "-95:-85");

        var result = Harness.Check(new Subset(), new Subset.Parameters(Axes: axes, Drop: true), ("cube", cube))[0];

        Assert.Equal(["time", "lat"], result.Info.Axes.Select(axis => axis.Name));
        Assert.Equal(python.Run("out['r'] = x[:, 6:7, 3, 2]", ("x", cube))["r"], result.ToDoubles());
    }

    [Theory]
    [InlineData("tme=2003", "unknown-axis")]
    [InlineData("lat", "bad-selection")]
    [InlineData("lat=", "bad-selection")]
    [InlineData("level=index:2:9", "region-outside")]
    [InlineData("lat=31:59", "empty-selection")]
    [InlineData("time=2007", "empty-selection")]
    [InlineData("lat=0:30;lat=0:30", "repeated-axis")]
    [InlineData("lon=~3 km", "incompatible-units")]
    public void What_selects_nothing_is_refused(string select, string code)
    {
        var refused = Assert.Throws<RefusalException>(() => new Subset().Describe(new Subset.Parameters(select), Inputs.Of(("cube", Climate))));

        Assert.Equal(code, refused.Code);
    }
}
