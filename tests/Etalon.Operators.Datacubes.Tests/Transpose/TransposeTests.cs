using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class TransposeTests(Python python) : IClassFixture<Python>
{
    [Fact]
    public void Every_sample_type_and_order_agrees_with_numpy()
    {
        var random = new Random(4);
        (int[] Order, long[] Shape)[] cases =
            [([1, 0], [37, 70]), ([2, 1, 0], [5, 9, 33]), ([2, 0, 1], [17, 3, 40]), ([0, 2, 1], [3, 19, 18]), ([3, 1, 0, 2], [4, 6, 5, 7]), ([0, 1, 2], [3, 4, 5])];
        foreach (var type in Enum.GetValues<SampleType>().Where(t => t != SampleType.Complex64))
        {
            foreach (var (order, shape) in cases)
            {
                var cube = RandomCubes.Measured(random, RandomCubes.Info(type, shape), missing: 0);
                var names = string.Join(',', order.Select(i => cube.Info.Axes[i].Name));

                var result = Harness.Check(new Transpose(), new Transpose.Parameters(names), ("cube", cube))[0];

                var expected = python.Run($"out['r'] = x.transpose({string.Join(',', order)})", ("x", cube))["r"];
                Assert.Equal(expected, result.ToDoubles());
            }
        }
    }

    [Fact]
    public void Any_order_and_its_inverse_give_the_cube_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var types = Enum.GetValues<SampleType>();
            var info = RandomCubes.Info(random, types[random.Next(types.Length)] is var t && t == SampleType.Complex64 ? SampleType.Float64 : t);
            var cube = MemoryCube.Empty(info, info.Whole, 0);
            random.NextBytes(cube.Bytes);
            var names = info.Axes.Select(axis => axis.Name).ToArray();
            random.Shuffle(names);

            var there = Harness.Check(new Transpose(), new Transpose.Parameters(string.Join(',', names)), ("cube", cube))[0];
            var back = Harness.Run(
                new Transpose(), new Transpose.Parameters(string.Join(',', info.Axes.Select(axis => axis.Name))), ("cube", there))[0];

            return cube.Bytes.SequenceEqual(back.Bytes) && back.Info.Equals(info);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Axes_left_out_follow_in_their_old_order()
    {
        var cube = RandomCubes.Info(SampleType.Int8, 2, 3, 4);

        var moved = new Transpose().Describe(new Transpose.Parameters("c"), Inputs.Of(("cube", cube)));
        var reversed = new Transpose().Describe(new Transpose.Parameters(), Inputs.Of(("cube", cube)));

        Assert.Equal(new long[] { 4, 2, 3 }, moved.Outputs[0].Shape.ToArray());
        Assert.Equal(new long[] { 4, 3, 2 }, reversed.Outputs[0].Shape.ToArray());
    }

    [Fact]
    public void An_unknown_or_repeated_axis_is_refused()
    {
        var cube = Inputs.Of(("cube", new CubeInfo("x", [new Axis("time", 2), new Axis("lat", 3)], SampleType.Int8)));

        var unknown = Assert.Throws<RefusalException>(() => new Transpose().Describe(new Transpose.Parameters("tme"), cube));
        var repeated = Assert.Throws<RefusalException>(() => new Transpose().Describe(new Transpose.Parameters("lat,lat"), cube));

        Assert.Equal("unknown-axis", unknown.Code);
        Assert.Contains("'time'", unknown.Help, StringComparison.Ordinal);
        Assert.Equal("repeated-axis", repeated.Code);
    }
}
