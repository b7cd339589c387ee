using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ReductionPrimitiveTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData("'OPH_MAX'", "np.nanmax(g, 2)")]
    [InlineData("'oph_min'", "np.nanmin(g, 2)")]
    [InlineData("'OPH_AVG'", "np.nanmean(g, 2)")]
    [InlineData("'OPH_SUM'", "np.nansum(g, 2)")]
    [InlineData("'OPH_STD'", "np.nanstd(g, 2, ddof=1)")]
    [InlineData("'OPH_VAR'", "np.nanvar(g, 2, ddof=1)")]
    [InlineData("'OPH_COUNT'", "np.sum(~np.isnan(g), 2)")]
    [InlineData("'OPH_ARG_MAX'", "np.nanargmax(g, 2) + 1")]
    [InlineData("'OPH_ARG_MIN'", "np.nanargmin(g, 2) + 1")]
    [InlineData("'OPH_QUANTILE'", "np.nanquantile(g, 0.5, 2)")]
    public void Groups_of_any_length_agree_with_numpy(string operation, string expected)
    {
        foreach (var count in new[] { 0, 8, 16, 24 })
        {
            var g = $"x.reshape(12, {(count == 0 ? 1 : 48 / count)}, -1)";

            ApplyCase.AgreesWithNumpy(python, $"oph_reduce(measure,{operation},{count})", expected.Replace("(g", $"({g}", StringComparison.Ordinal).Replace("~np.isnan(g)", $"~np.isnan({g})", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("oph_reduce(measure,'OPH_CMOMENT',0,3)", "np.nanmean((x - np.nanmean(x, 1, keepdims=True)) ** 3, 1)")]
    [InlineData("oph_reduce(measure,'OPH_ACMOMENT',0,3)", "np.nanmean(abs(x - np.nanmean(x, 1, keepdims=True)) ** 3, 1)")]
    [InlineData("oph_reduce(measure,'OPH_RMOMENT')", "np.nanmean(x ** 2, 1)")]
    [InlineData("oph_reduce(measure,'OPH_ARMOMENT',0,1)", "np.nanmean(abs(x), 1)")]
    [InlineData("oph_reduce(measure,'OPH_QUANTILE',0,0.9)", "np.nanquantile(x, 0.9, 1)")]
    [InlineData("oph_reduce(oph_get_subarray(measure,1,40),'OPH_AVG',10)", "np.nanmean(x[:, :40].reshape(12, 4, 10), 2)")]
    [InlineData("oph_reduce_all_max(measure)", "np.nanmax(x, 1)")]
    [InlineData("reduce_all_AVG(oph_subarray(measure,1,40))", "np.nanmean(x[:, :40], 1)")]
    [InlineData("oph_operator(measure,'OPH_AVG')", "np.nanmean(x, 1)")]
    [InlineData("oph_reduce2(measure,'OPH_MIN',2,6,4)", "np.nanmin(x.reshape(12, 2, 2, 2, 6), 3)")]
    [InlineData("oph_reduce2(measure,'OPH_MAX',0,6)", "np.nanmax(x.reshape(12, 8, 6), 1)")]
    [InlineData("oph_reduce3(measure,'OPH_SUM',oph_to_bin('','OPH_LONG','20,28'))", "np.stack([np.nansum(x[:, :20], 1), np.nansum(x[:, 20:], 1)], 1)")]
    [InlineData("oph_reduce3(measure,'OPH_SUM',oph_to_bin('1,3'),2,4)", "np.stack([x.reshape(12, 6, 4, 2)[:, :, 0], np.nansum(x.reshape(12, 6, 4, 2)[:, :, 1:], 2)], 2) if not np.isnan(x).any() else np.stack([x.reshape(12, 6, 4, 2)[:, :, 0], np.where(np.isnan(x.reshape(12, 6, 4, 2)[:, :, 1:]).all(2), np.nan, np.nansum(x.reshape(12, 6, 4, 2)[:, :, 1:], 2))], 2)")]
    [InlineData("oph_count_array(measure,0)", "np.sum(~np.isnan(x), 1)")]
    [InlineData("oph_count(measure)", "np.full(12, 48)")]
    [InlineData("oph_sub_array(oph_convert_d(measure),oph_reduce(oph_convert_d(measure),'oph_avg'))", "x - np.nanmean(x, 1, keepdims=True)")]
    public void Reductions_agree_with_numpy(string query, string expected) => ApplyCase.AgreesWithNumpy(python, query, expected, 2e-6);

    [Fact]
    public void A_shorter_last_group_is_taken_as_it_is() =>
        Assert.Equal([2.0, 5, 7], ApplyCase.Of("oph_reduce(measure,'oph_avg',3)", 1, 2, 3, 4, 5, 6, 7));

    [Fact]
    public void Sums_of_a_year_of_floats_are_right_to_the_last_digit()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, 366).Select(_ => (float)(280 + (20 * (random.NextDouble() - 0.5)))).ToArray();
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 366), values);
        var mean = values.Average(value => (double)value);
        var variance = values.Sum(value => (value - mean) * (value - mean)) / 365;

        Assert.Equal((float)mean, ApplyCase.Run("oph_reduce(measure,'oph_avg')", cube).As<float>()[0]);
        Assert.Equal(variance, ApplyCase.Run("oph_reduce(measure,'oph_var')", cube).As<float>()[0], 1e-6 * variance);
    }

    [Fact]
    public void Doubles_that_cancel_leave_what_is_left() =>
        Assert.Equal([1.0], ApplyCase.Of("oph_reduce(measure,'oph_sum')", [1e16, 1, -1e16, .. new double[40]]));

    [Fact]
    public void The_sum_of_long_integers_is_exact()
    {
        var cube = MemoryCube.Of(RandomCubes.Info(SampleType.Int64, 3), [long.MaxValue - 1, -long.MaxValue, 5]);

        Assert.Equal(4, ApplyCase.Run("oph_reduce(measure,'oph_sum')", cube).As<long>()[0]);
    }

    [Fact]
    public void A_row_without_any_value_is_missing()
    {
        var nan = double.NaN;

        Assert.Equal([nan], ApplyCase.Of("oph_reduce(measure,'oph_max')", nan, nan));
        Assert.Equal([1e20], ApplyCase.Of("oph_reduce(measure,'oph_avg',0,2,1e20)", 1e20, nan));
        Assert.Equal([3.0], ApplyCase.Of("oph_reduce(measure,'oph_avg',0,2,1e20)", 1e20, 3));
    }

    [Fact]
    public void The_missing_value_of_the_call_is_left_out()
    {
        var cube = MemoryCube.Of(RandomCubes.Info(SampleType.Int32, 2, 2), [1, -999, -999, -999]);

        Assert.Equal([1, -999], ApplyCase.Run("oph_reduce(measure,'oph_max')", cube, missing: -999).As<int>());
        Assert.Equal([1.0, double.NaN], ApplyCase.Run("oph_reduce(measure,'oph_max')", Doubles(cube), missing: -999).As<double>());
    }

    [Fact]
    public void Groups_keep_the_middle_of_their_coordinates()
    {
        var info = RandomCubes.Info(SampleType.Float64, 2, 5) with
        {
            Axes = [new Axis("a", 2), new Axis("time", 5) { Unit = "days since 2000-01-01", Coordinates = AxisCoordinates.From([0, 1, 2, 3, 10]) }],
        };
        var cube = RandomCubes.Measured(new Random(1), info);

        var groups = ApplyCase.Run("oph_mul_scalar(oph_reduce(measure,'oph_max',2),2)", cube).Info.Axes[1];
        var part = ApplyCase.Run("oph_get_subarray2(measure,'2,5')", cube).Info.Axes[1];

        Assert.Equal([0.5, 2.5, 10], groups.Coordinates!.ToArray());
        Assert.Equal("days since 2000-01-01", groups.Unit);
        Assert.Equal([1.0, 10], part.Coordinates!.ToArray());
        Assert.Equal(["a"], ApplyCase.Run("oph_reduce(measure,'oph_max')", cube).Info.Axes.Select(axis => axis.Name));
    }

    [Fact]
    public void Groups_over_whole_inner_axes_leave_the_axis_that_they_cut()
    {
        var info = RandomCubes.Info(SampleType.Float32, 3, 6, 5);
        info = info.With(info.Axes[1] with { Coordinates = new RegularCoordinates(10, 10, 6) });
        var cube = RandomCubes.Measured(new Random(3), info);

        var result = ApplyCase.Run("oph_reduce(measure,'oph_max',10)", cube, ["b", "c"]);

        Assert.Equal(["a", "b"], result.Info.Axes.Select(axis => axis.Name));
        Assert.Equal([15.0, 35, 55], result.Info.Axes[1].Coordinates!.ToArray());
        Assert.Equal(python.Run("out['y'] = np.fmax.reduce(x.reshape(3, 3, 10), axis=2)", ("x", cube))["y"], result.ToDoubles());
    }

    [Fact]
    public void Coordinates_are_computed_numbered_or_kept_with_the_axis()
    {
        var info = RandomCubes.Info(SampleType.Float32, 2, 6);
        info = info.With(info.Axes[1] with { Coordinates = new RegularCoordinates(10, 10, 6) });
        var cube = RandomCubes.Measured(new Random(3), info);
        Axis[] Axes(Apply.Parameters parameters) => [.. Harness.Check(new ApplyRows(), parameters, ("cube", cube))[0].Info.Axes.Skip(1)];

        var computed = Axes(new Apply.Parameters("oph_reduce(measure,'oph_max',2)", DimQuery: "oph_mul_scalar(oph_reduce(dimension,'oph_min',2),2.0)"))[0];
        var numbers = Axes(new Apply.Parameters("oph_reduce(measure,'oph_max',2)", Coordinates: ApplyCoordinates.Numbers))[0];
        var same = Axes(new Apply.Parameters("oph_sum_scalar(measure,2)", Coordinates: ApplyCoordinates.Numbers))[0];
        var kept = Axes(new Apply.Parameters("oph_reduce(measure,'oph_max')", KeepAxes: true))[0];
        var wrong = Assert.Throws<RefusalException>(() => Axes(new Apply.Parameters("oph_reduce(measure,'oph_max',2)", DimQuery: "dimension")));

        Assert.Equal([20.0, 60, 100], computed.Coordinates!.ToArray());
        Assert.Equal([1.0, 2, 3], numbers.Coordinates!.ToArray());
        Assert.Equal(10, same.Coordinates![0]);
        Assert.Equal([35.0], kept.Coordinates!.ToArray());
        Assert.Equal("wrong-dimension", wrong.Code);
    }

    [Fact]
    public void One_of_several_array_axes_is_reduced()
    {
        var cube = RandomCubes.Measured(new Random(3), RandomCubes.Info(SampleType.Float32, 3, 4, 5));

        var result = ApplyCase.Run("oph_reduce2(measure,'oph_max',2,5,4)", cube, ["b", "c"]);
        var swapped = ApplyCase.Run("oph_reduce2(measure,'oph_max',2,3,4)", cube, ["c", "b", "a"]);

        Assert.Equal<long>([3, 2, 5], result.Info.Shape);
        Assert.Equal(["c", "b", "a"], swapped.Info.Axes.Select(axis => axis.Name));
        Assert.Equal<long>([5, 2, 3], swapped.Info.Shape);
        var expected = python.Run("y = np.fmax(x[:, 0::2], x[:, 1::2]); out['y'] = y; out['z'] = y.T", ("x", cube));
        Assert.Equal(expected["y"], result.ToDoubles());
        Assert.Equal(expected["z"], swapped.ToDoubles());
    }

    private static MemoryCube Doubles(MemoryCube cube) =>
        MemoryCube.Of<double>(cube.Info with { Type = SampleType.Float64 }, [.. cube.As<int>().ToArray().Select(value => (double)value)]);
}
