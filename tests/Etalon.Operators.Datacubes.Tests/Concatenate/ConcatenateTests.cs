using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ConcatenateTests(Python python) : IClassFixture<Python>
{
    [Fact]
    public void Parts_of_a_cube_in_any_order_make_the_cube_again() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            var info = RandomCubes.Info(random, (SampleType)random.Next((int)SampleType.Complex64));
            var at = random.Next(info.Rank);
            var pieces = RandomCuts.Of(info.Whole, random, 4, i => i == at);

            // Pieces of one sample each do not tell that the axis decreases.
            var step = pieces.All(piece => piece.Length[at] == 1) || random.Next(2) == 0 ? 2 : -2;
            var axis = info.Axes[at] with { Coordinates = new RegularCoordinates(5, step, info.Axes[at].Length) };
            info = info with { Axes = info.Axes.SetItem(at, axis) };
            var cube = RandomCubes.Measured(random, info);
            var inputs = pieces.Select((piece, i) => ($"cubes[{i}]", Part(cube, at, piece))).ToArray();

            var result = Harness.Check(new Concatenate(), new Concatenate.Parameters(axis.Name), inputs)[0];

            Assert.True(cube.Bytes.SequenceEqual(result.Bytes));
            Assert.Equal(axis.Coordinates.ToArray(), result.Info.Axes[at].Coordinates!.ToArray());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Samples_in_turn_and_numbered_anew_agree_with_numpy()
    {
        var random = new Random(7);
        var info = RandomCubes.Info(SampleType.Int32, 3, 5, 4);
        var time = info.Axes[1] with { Unit = "days since 2000-01-01", Coordinates = new RegularCoordinates(0, 1, 5) };
        var (a, b, c) = (RandomCubes.Measured(random, info.With(time)), RandomCubes.Measured(random, info.With(time)), RandomCubes.Measured(random, info));

        var turns = Harness.Check(
            new Concatenate(), new Concatenate.Parameters(time.Name, Numbers: true, Interlace: true), ("cubes[0]", a), ("cubes[1]", b), ("cubes[2]", c))[0];
        var line = Harness.Check(new Concatenate(), new Concatenate.Parameters(time.Name, Numbers: true), ("cubes[0]", a), ("cubes[1]", b))[0];

        var wanted = python.Run("out['t'] = np.stack([a, b, c], 2).reshape(3, 15, 4); out['l'] = np.concatenate([a, b], 1)", ("a", a), ("b", b), ("c", c));
        Assert.Equal(wanted["t"], turns.ToDoubles());
        Assert.Equal(wanted["l"], line.ToDoubles());
        Assert.Equal(new RegularCoordinates(1, 1, 15), turns.Info.Axes[1].Coordinates);
        Assert.Equal("", turns.Info.Axes[1].Unit);
    }

    [Fact]
    public void A_new_axis_agrees_with_numpy_stack()
    {
        var random = new Random(1);
        var info = RandomCubes.Info(SampleType.Float32, 5, 9);
        var (a, b) = (RandomCubes.Measured(random, info with { Name = "a" }), RandomCubes.Measured(random, info with { Name = "b" }));

        var result = Harness.Check(new Concatenate(), new Concatenate.Parameters("model"), ("cubes[0]", a), ("cubes[1]", b))[0];

        Assert.Equal(python.Run("out['r'] = np.stack([a, b])", ("a", a), ("b", b))["r"], result.ToDoubles());
        Assert.Equal(new LabelCoordinates(["a", "b"]), result.Info.Axes[0].Coordinates);
    }

    [Fact]
    public void Times_and_units_come_to_those_of_the_first_cube()
    {
        static Axis Time(string unit, double start) => new("time", 2) { Unit = unit, Calendar = "standard", Coordinates = new RegularCoordinates(start, 1, 2) };
        var info = new CubeInfo("t", [Time("days since 2000-01-01", 0)], SampleType.Float32) { Unit = "K" };
        var first = MemoryCube.Of<float>(info, [280, 281]);
        var second = MemoryCube.Of<float>(info with { Axes = [Time("days since 2000-02-01", 0)], Unit = "degC" }, [10, float.NaN]);

        var result = Harness.Check(new Concatenate(), new Concatenate.Parameters("time"), ("cubes[0]", second), ("cubes[1]", first))[0];

        Assert.Equal([-31, -30, 0, 1], result.Info.Axes[0].Coordinates!.ToArray());
        Assert.Equal([6.85, 7.85, 10, double.NaN], result.ToDoubles().Select(value => Math.Round(value, 4)));
        Assert.Equal("degC", result.Info.Unit);
    }

    [Fact]
    public void Cubes_that_do_not_go_together_are_refused()
    {
        var info = new CubeInfo("x", [new Axis("t", 3) { Coordinates = new RegularCoordinates(0, 1, 3) }, new Axis("y", 2)], SampleType.Int16) { Unit = "m" };
        var late = info with { Axes = [info.Axes[0] with { Coordinates = new RegularCoordinates(3, 1, 3) }, info.Axes[1]] };

        Assert.Equal("overlap", Refused(info, info));
        Assert.Equal("overlap", Refused(new Concatenate.Parameters("t", Sort: false), late, info));
        Assert.Equal("axis-mismatch", Refused(info, late with { Axes = [late.Axes[0], new Axis("y", 3)] }));
        Assert.Equal("axis-mismatch", Refused(info, late with { Axes = [late.Axes[0]] }));
        Assert.Equal("wrong-sample-type", Refused(info, late with { Type = SampleType.Int32 }));
        Assert.Equal("wrong-unit", Refused(info, late with { Unit = "km" }));
        Assert.Equal("wrong-unit", Refused(info, late with { Unit = "K" }));
    }

    private static string Refused(params CubeInfo[] cubes) => Refused(new Concatenate.Parameters("t"), cubes);

    private static string Refused(Concatenate.Parameters parameters, params CubeInfo[] cubes) => Assert.Throws<RefusalException>(
        () => new Concatenate().Describe(parameters, new Inputs([.. cubes.Select((cube, i) => new InputPort($"cubes[{i}]", cube))]))).Code;

    /// <summary>A part as a cube of its own.</summary>
    private static MemoryCube Part(MemoryCube cube, int axis, Region piece)
    {
        var info = cube.Info with { Axes = cube.Info.Axes.SetItem(axis, cube.Info.Axes[axis].Slice(piece.Start[axis], piece.Length[axis])) };
        var part = MemoryCube.Empty(info, info.Whole, 0);
        cube.Cut(piece).Bytes.CopyTo(part.Bytes);
        return part;
    }
}
