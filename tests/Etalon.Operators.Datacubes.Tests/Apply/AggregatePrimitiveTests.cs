using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class AggregatePrimitiveTests(Python python) : IClassFixture<Python>
{
    private const double NaN = double.NaN;

    /// <summary>The seven statistics of each column's values that are there, side by side.</summary>
    private const string Statistics = """
        np.array([(lambda v: [v.mean(), v.var(ddof=1), v.std(ddof=1), ((v - v.mean()) ** 3).mean() / v.std(ddof=1) ** 3, ((v - v.mean()) ** 4).mean() / v.var(ddof=1) ** 2 - 3, v.max(), v.min()])(c[~np.isnan(c)]) for c in x.T])
        """;

    [Theory]
    [InlineData("oph_aggregate_operator(measure,'oph_max')", "np.nanmax(x, 0)")]
    [InlineData("oph_aggregate_operator(measure)", "np.nanmax(x, 0)")]
    [InlineData("oph_aggregate_operator(measure,'OPH_MIN')", "np.nanmin(x, 0)")]
    [InlineData("oph_aggregate_operator(measure,'oph_sum')", "np.nansum(x, 0)")]
    [InlineData("oph_aggregate_operator(measure,'oph_avg')", "np.nanmean(x, 0)")]
    [InlineData("oph_aggregate_operator(measure,'oph_count')", "(~np.isnan(x)).sum(0)")]
    [InlineData("oph_aggregate_operator('','OPH_DOUBLE',oph_convert_d(measure),'oph_avg')", "np.nanmean(x, 0)")]
    [InlineData("oph_mul_scalar(oph_aggregate_operator(oph_get_subarray(measure,2,3),'oph_max'),2.0)", "2 * np.nanmax(x[:, 1:4], 0)")]
    [InlineData("oph_reduce(oph_aggregate_operator(oph_reduce(measure,'oph_max',2),'oph_min'),'oph_sum')", "np.nanmin(np.nanmax(x.reshape(-1, 3, 2), 2), 0).sum()")]
    [InlineData("oph_sum_array(oph_aggregate_operator(measure,'oph_max'),oph_to_bin('1,2,3,4,5,6'))", "np.nanmax(x, 0) + np.arange(1, 7)")]
    [InlineData("oph_aggregate_operator(oph_reduce(measure,'oph_max'),'oph_max')", "np.nanmax(x)")]
    [InlineData("oph_aggregate_operator(measure,'oph_min',270)", "np.nanmin(np.where(x == 270, np.nan, x), 0)")]
    [InlineData("oph_aggregate_stats('','OPH_DOUBLE',measure)", Statistics)]
    [InlineData("oph_aggregate_stats('','OPH_DOUBLE',measure,'0101001')", Statistics + "[:, [1, 3, 6]]")]
    [InlineData("oph_aggregate_stats('','OPH_DOUBLE',measure,'0010000')", Statistics + "[:, 2]")]
    [InlineData("oph_get_subarray(oph_aggregate_stats('','OPH_DOUBLE',measure,'1'),2,3)", Statistics + "[1:4, 0]")]
    [InlineData("oph_aggregate_stats_partial(measure,'110')", "np.stack([(~np.isnan(x)).sum(0), np.nansum(x, 0), np.nansum(x * x, 0)], 1)")]
    [InlineData("oph_aggregate_stats_partial(measure,'0000011')", "np.stack([(~np.isnan(x)).sum(0), np.nanmax(x, 0), np.nanmin(x, 0)], 1)")]
    [InlineData("oph_aggregate_stats_partial(oph_get_subarray(measure,1,2))", "np.stack([(~np.isnan(x)).sum(0)] + [np.nansum(x ** p, 0) for p in (1, 2, 3, 4)] + [np.nanmax(x, 0), np.nanmin(x, 0)], 1)[:2]")]
    [InlineData("oph_roll_up(measure,4)", "x.reshape(30, 24)")]
    [InlineData("oph_roll_up(measure,2)", "x.reshape(60, 12)")]
    [InlineData("oph_roll_up(measure,1)", "x")]
    [InlineData("oph_roll_up(measure,40)", "x.reshape(3, 240)")]
    [InlineData("oph_roll_up(measure,120)", "x")]
    [InlineData("oph_reduce(oph_roll_up(oph_get_subarray(measure,1,3),8),'oph_max')", "np.nanmax(x[:, :3].reshape(15, 24), 1)")]
    public void Aggregates_agree_with_numpy(string query, string expected) => ApplyCase.WholeAgreesWithNumpy(python, query, expected, 2e-6);

    [Theory]
    [InlineData("oph_mul_scalar(oph_aggregate_operator(oph_get_subarray(measure,2,3),'oph_max'),2.0)")]
    [InlineData("oph_aggregate_operator(measure,'oph_max')")]
    [InlineData("oph_roll_up(measure,4)")]
    public void The_result_of_several_stages_bears_the_whole_query(string query)
    {
        var cube = RandomCubes.Measured(new Random(5), RandomCubes.Info(SampleType.Float64, 8, 6), 0.1);

        var result = ApplyCase.Whole(new Apply.Parameters(query), cube);

        Assert.Equal(query, result.Info.Attributes.First(static pair => pair.Key is "apply_query").Value.Text);
    }

    [Fact]
    public void Statistics_of_partial_sums_are_those_of_all_rows()
    {
        var cube = RandomCubes.Measured(new Random(3), RandomCubes.Info(SampleType.Float64, 40, 5), 0.1);
        var partial = Parts(cube, "1111111");

        var result = ApplyCase.Whole(new Apply.Parameters("oph_aggregate_stats_final(measure)", ["part"]), partial);

        var whole = ApplyCase.Whole(new Apply.Parameters("oph_aggregate_stats(measure)"), cube).ToDoubles();
        Assert.Equal(35, result.ToDoubles().Length);
        Assert.All(result.ToDoubles(), (value, i) => Assert.Equal(whole[i], value, 1e-6 * Math.Max(1, Math.Abs(whole[i]))));
    }

    /// <summary>Partial sums of the first and the last twenty rows, one after the other, as arrays of element by field.</summary>
    private static MemoryCube Parts(MemoryCube cube, string mask)
    {
        var query = $"oph_aggregate_stats_partial(measure,'{mask}')";
        var fields = new List<double>();
        foreach (var start in new[] { 0, 20 })
        {
            var info = RandomCubes.Info(SampleType.Float64, 20, 5);
            fields.AddRange(ApplyCase.Whole(new Apply.Parameters(query), MemoryCube.Of<double>(info, cube.As<double>().Slice(start * 5, 100))).ToDoubles());
        }

        var parts = new CubeInfo("parts", [new Axis("fragment", 2), new Axis("part", fields.Count / 2)], SampleType.Float64);
        return MemoryCube.Of<double>(parts, [.. fields]);
    }

    [Theory]
    [InlineData("oph_aggregate_operator(measure,'oph_sum')", new[] { 9.0, NaN, 8 })]
    [InlineData("oph_aggregate_operator(measure,'oph_max')", new[] { 5.0, NaN, 7 })]
    [InlineData("oph_aggregate_operator(measure,'oph_avg')", new[] { 3.0, NaN, 4 })]
    [InlineData("oph_aggregate_operator('OPH_SHORT','OPH_DOUBLE',measure,'oph_avg')", new[] { 3.0, NaN, 4 })]
    [InlineData("oph_aggregate_operator(measure,'oph_count')", new[] { 3.0, 0, 2 })]
    [InlineData("oph_aggregate_operator(measure,'oph_min',1)", new[] { 3.0, -9, -9 })]
    public void Integers_miss_what_their_cube_misses(string query, double[] expected)
    {
        var info = RandomCubes.Info(SampleType.Int16, 3, 3) with { Missing = -9 };

        var result = ApplyCase.Whole(new Apply.Parameters(query), MemoryCube.Of<short>(info, [1, -9, 7, 3, -9, -9, 5, -9, 1]));

        Assert.Equal(expected, result.ToDoubles());
    }

    [Fact]
    public void Unsigned_samples_are_folded_as_the_next_wider_type()
    {
        var cube = MemoryCube.Of<byte>(RandomCubes.Info(SampleType.UInt8, 3, 2), [200, 1, 255, 2, 100, 3]);

        var result = ApplyCase.Whole(new Apply.Parameters("oph_aggregate_operator(measure,'oph_sum')"), cube);

        Assert.Equal(SampleType.Int16, result.Info.Type);
        Assert.Equal([555.0, 6], result.ToDoubles());
    }

    [Fact]
    public void Means_of_doubles_far_from_zero_keep_their_moments()
    {
        // Numbers 1, 2, 3, …, n have skewness 0 and kurtosis -1.2 in the limit, wherever they begin.
        var cube = MemoryCube.Of<double>(RandomCubes.Info(SampleType.Float64, 1000, 1), [.. Enumerable.Range(0, 1000).Select(i => 1e6 + i)]);

        var result = ApplyCase.Whole(new Apply.Parameters("oph_aggregate_stats(measure,'1101100')"), cube).ToDoubles();

        var variance = 1000.0 * 1001 / 12;
        Assert.Equal(1e6 + 499.5, result[0], 1e-9);
        Assert.Equal(variance, result[1], 1e-7);
        Assert.Equal(0, result[2], 1e-9);
        Assert.Equal(((3.0 * ((1e6 * 3) - 7)) / (5 * ((1e6) - 1)) * (999.0 / 1000) * (999.0 / 1000)) - 3, result[3], 1e-6);
    }

    [Fact]
    public void The_result_has_the_axes_of_the_arrays()
    {
        var info = RandomCubes.Info(SampleType.Float32, 3, 4, 5);
        info = info with { Axes = info.Axes.SetItem(2, info.Axes[2] with { Coordinates = new RegularCoordinates(10, 5, 5) }) };
        var cube = RandomCubes.Measured(new Random(1), info, 0);

        var mean = ApplyCase.Whole(new Apply.Parameters("oph_aggregate_operator(measure,'oph_avg')"), cube).Info;
        var statistics = ApplyCase.Whole(new Apply.Parameters("oph_aggregate_stats(measure,'101')"), cube).Info;
        var rolled = ApplyCase.Whole(new Apply.Parameters("oph_roll_up(measure,2)"), cube).Info;

        Assert.Equal(["c"], mean.Axes.Select(axis => axis.Name));
        Assert.Equal(info.Axes[2].Coordinates, mean.Axes[0].Coordinates);
        Assert.Equal(["c", "statistic"], statistics.Axes.Select(axis => axis.Name));
        Assert.Equal(new LabelCoordinates(["mean", "deviation"]), statistics.Axes[1].Coordinates);
        Assert.Equal(["a", "b", "b_member", "c"], rolled.Axes.Select(axis => axis.Name));
        Assert.Equal([3L, 2, 2, 5], rolled.Shape.ToArray());
    }

    [Fact]
    public void The_dimension_beside_an_aggregate_is_that_of_the_rows()
    {
        var info = RandomCubes.Info(SampleType.Float64, 2, 3);
        info = info with { Axes = info.Axes.SetItem(1, info.Axes[1] with { Coordinates = new ExplicitCoordinates([0.5, 1.25, 7]) }) };

        var result = ApplyCase.Whole(new Apply.Parameters("oph_sum_array(oph_aggregate_operator(measure,'oph_sum'),dimension)"), MemoryCube.Of<double>(info, [1, 2, 3, 4, 5, 6]));

        Assert.Equal([5.5, 8.25, 16], result.ToDoubles());
    }

    [Theory]
    [InlineData(SampleType.Float32)]
    [InlineData(SampleType.Float64)]
    public void Random_numbers_are_those_of_the_operator_random(SampleType type)
    {
        var expected = Harness.Check(new RandomCube(), new RandomCube.Parameters("a=7,b=3,c=50", Seed: 42, Type: type))[0];
        var cube = RandomCubes.Measured(new Random(1), RandomCubes.Info(type, 7, 3, 50), 0);

        var result = ApplyCase.Whole(new Apply.Parameters("oph_math(measure,'OPH_MATH_RAND')", Seed: 42), cube);
        var other = ApplyCase.Whole(new Apply.Parameters("oph_sub_array(oph_math(measure,'oph_math_rand'),oph_math(measure,'oph_math_rand'))", Seed: 42), cube);

        Assert.Equal(expected.ToDoubles(), result.ToDoubles());
        Assert.True(other.ToDoubles().Count(value => value == 0) < 5);
    }

    [Fact]
    public void Random_numbers_stay_missing_where_the_measure_is() =>
        Assert.Equal([false, true, false], ApplyCase.Of("oph_math(measure,'oph_math_rand')", 1, NaN, 3).Select(double.IsNaN));

    [Fact]
    public void Numbers_of_the_result_can_become_missing() =>
        Assert.Equal([1.0, NaN, NaN], ApplyCase.Whole(new Apply.Parameters("measure", ResultMissing: -999), ApplyCase.Row(1, -999, NaN)).ToDoubles());
}
