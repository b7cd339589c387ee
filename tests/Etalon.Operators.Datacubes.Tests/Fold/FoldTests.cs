using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class FoldTests(Python python) : IClassFixture<Python>
{
    /// <summary>Every result from exact fractions, rounded once.</summary>
    private const string Reference = """
        from fractions import Fraction
        def real(q):
            try: return float(q)
            except OverflowError: return math.inf if q > 0 else -math.inf
        def one(line):
            if x.dtype.kind == "f": keep = [i for i in range(len(line)) if not math.isnan(line[i])]
            else: keep = [i for i in range(len(line)) if fill is None or int(line[i]) != fill]
            if op == "count": return len(keep)
            if not keep: return -1 if op.startswith("arg") else math.nan
            values = [line[i].item() for i in keep]
            if op == "max": return max(values)
            if op == "min": return min(values)
            if op == "argmax": return keep[values.index(max(values))]
            if op == "argmin": return keep[values.index(min(values))]
            infinite = [v for v in values if math.isinf(v)]
            if infinite: return sum(infinite) if op in ("sum", "mean") else math.nan
            exact = [Fraction(v) for v in values]
            n, total = len(exact), sum(exact)
            if op == "sum": return real(total)
            if op == "mean": return real(total / n)
            if n <= ddof: return math.nan
            var = real((sum(v * v for v in exact) - total * total / n) / (n - ddof))
            return var if op == "var" else math.sqrt(var)
        kept = [i for i in range(x.ndim) if i not in folded]
        lines = np.transpose(x, kept + folded).reshape(int(np.prod([x.shape[i] for i in kept], dtype=int)), -1)
        out["y"] = np.array([one(line) for line in lines], dtype=float)
        """;

    public static TheoryData<FoldOperation, SampleType> Cases()
    {
        var cases = new TheoryData<FoldOperation, SampleType>();
        foreach (var operation in Enum.GetValues<FoldOperation>())
        {
            foreach (var type in Enum.GetValues<SampleType>().Where(type => type < SampleType.Complex64))
            {
                cases.Add(operation, type);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_axes_of_any_cube_agree_with_exact_fractions(FoldOperation operation, SampleType type)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var random = new Random((1000 * seed) + (100 * (int)operation) + (int)type);
            var info = RandomCubes.Info(random, type);
            var cube = type.IsFloat() && seed > 1
                ? RandomCubes.Wild(random, info, infinities: seed > 2)
                : RandomCubes.Measured(random, info);
            var folded = info.Axes.Where(_ => random.Next(2) == 0).Select(axis => axis.Name).ToImmutableArray();
            if (operation == FoldOperation.Sum && type.Bytes() == 8 && !type.IsFloat())
            {
                folded = [];
                cube = RandomCubes.Measured(random, RandomCubes.Info(type, 1));
            }

            var ddof = random.Next(2);

            var result = Harness.Check(new Fold(), new Fold.Parameters(operation, folded, ddof), ("cube", cube))[0];

            AssertClose(Expected(cube, operation, folded, ddof), result, cube.Info, operation);
        }
    }

    [Theory]
    [InlineData(FoldOperation.Mean, 366, 40, 50)]
    [InlineData(FoldOperation.Std, 366, 40, 50)]
    [InlineData(FoldOperation.Max, 366, 40, 50)]
    [InlineData(FoldOperation.Mean, 5, 3, 9000)]
    [InlineData(FoldOperation.Var, 1300, 5, 17)]
    [InlineData(FoldOperation.Sum, 1300, 1, 3)]
    public void Larger_cubes_give_the_same_bits_for_any_cut(FoldOperation operation, int times, int rows, int columns)
    {
        var random = new Random(times + columns);
        foreach (var type in new[] { SampleType.Float32, SampleType.Float64, SampleType.Int16 })
        {
            var cube = RandomCubes.Measured(random, RandomCubes.Info(type, times, rows, columns), random.Next(2) * 0.01);
            foreach (ImmutableArray<string> folded in new ImmutableArray<string>[] { ["a"], ["c"], ["a", "b"], ["b"], ["a", "b", "c"] })
            {
                Harness.Check(new Fold(), new Fold.Parameters(operation, folded), ("cube", cube));
            }
        }
    }

    [Fact]
    public void A_kept_axis_has_one_sample_in_the_middle_of_its_bounds()
    {
        var info = new CubeInfo(
            "tas",
            [new Axis("time", 4) { Unit = "days since 2000-01-01", Coordinates = new RegularCoordinates(0.5, 1, 4), Bounds = [0, 1, 1, 2, 2, 3, 3, 4] }, new Axis("x", 2)],
            SampleType.Float32)
        {
            Unit = "K",
            Attributes = AttributeSet.Empty.With("cell_methods", "x: point"),
        };
        var cube = MemoryCube.Of<float>(info, [1, 2, 3, 4, 5, 6, 7, 8]);

        var mean = Harness.Check(new Fold(), new Fold.Parameters(FoldOperation.Mean, ["time"], KeepAxes: true), ("cube", cube))[0];

        Assert.Equal([4, 5], mean.As<float>());
        Assert.Equal(["time", "x"], mean.Info.Axes.Select(axis => axis.Name));
        Assert.Equal(2.0, mean.Info.Axes[0].Coordinates![0]);
        Assert.Equal<double>([0, 4], mean.Info.Axes[0].Bounds);
        Assert.Equal("x: point time: mean", mean.Info.Attributes.Text("cell_methods"));
        Assert.Equal("K", mean.Info.Unit);
    }

    [Fact]
    public void A_variance_has_the_square_of_the_unit()
    {
        var info = RandomCubes.Info(SampleType.Float64, 4) with { Unit = "m s-1" };

        var output = new Fold().Describe(new Fold.Parameters(FoldOperation.Var), Inputs.Of(("cube", info))).Outputs[0];

        Assert.Equal("m2 s-2", output.Unit);
        Assert.Equal(0, output.Rank);
    }

    [Fact]
    public void A_sum_of_integers_that_overflows_is_refused()
    {
        var cube = MemoryCube.Of(RandomCubes.Info(SampleType.Int64, 2), [long.MaxValue, 1L]);
        var operation = new Fold.Parameters(FoldOperation.Sum);

        var refusal = Assert.Throws<RefusalException>(() => Harness.Check(new Fold(), operation, ("cube", cube)));

        Assert.Equal("integer-overflow", refusal.Code);
    }

    [Fact]
    public void An_unknown_axis_and_complex_samples_are_refused()
    {
        var real = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 1), [1]);
        var complex = MemoryCube.Of(RandomCubes.Info(SampleType.Complex64, 1), [new Complex64(1, 2)]);

        Assert.Equal("unknown-axis", Harness.Refused(new Fold(), new Fold.Parameters(FoldOperation.Max, ["z"]), ("cube", real)).Code);
        Assert.Equal("wrong-sample-type", Harness.Refused(new Fold(), new Fold.Parameters(FoldOperation.Max), ("cube", complex)).Code);
    }

    private static void AssertClose(double[] expected, MemoryCube result, CubeInfo input, FoldOperation operation)
    {
        // Sums are rounded once, as the reference is; a quotient may be one unit in the last place off, a variance cancels.
        var isSingle = result.Info.Type == SampleType.Float32;
        var tolerance = operation switch
        {
            FoldOperation.Mean => isSingle ? 1e-7 : 4e-16,
            FoldOperation.Std or FoldOperation.Var => isSingle ? 2e-7 : 1e-13,
            _ => 0,
        };
        var values = result.ToDoubles();
        for (var i = 0; i < expected.Length; i++)
        {
            var wanted = isSingle ? (float)expected[i] : expected[i];
            var isSame = double.IsNaN(wanted)
                ? double.IsNaN(values[i])
                : wanted.Equals(values[i]) || Math.Abs(wanted - values[i]) <= tolerance * (Math.Abs(wanted) + 1e-290);
            Assert.True(isSame, $"{operation} of {input.Type}{input.Whole}, output {i}: {values[i]:R}, expected {wanted:R}.");
        }
    }

    private double[] Expected(MemoryCube cube, FoldOperation operation, ImmutableArray<string> folded, int ddof)
    {
        var axes = folded.IsEmpty ? Enumerable.Range(0, cube.Info.Rank) : folded.Select(cube.Info.IndexOf);
        var head = $"op, ddof, fill, folded = '{operation.ToString().ToLowerInvariant()}', {ddof}, "
            + $"{cube.Info.Missing?.ToString(null, null) ?? "None"}, [{string.Join(',', axes)}]\n";
        var values = python.Run(head + Reference, ("x", cube))["y"];

        // -1 means missing in the reference's indices.
        return operation is FoldOperation.Argmax or FoldOperation.Argmin ? [.. values.Select(v => v < 0 ? double.NaN : v)] : values;
    }
}
