using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ShapePrimitiveTests(Python python) : IClassFixture<Python>
{
    private const double NaN = double.NaN;

    [Theory]
    [InlineData("oph_reverse(measure)", "x[:, ::-1]")]
    [InlineData("oph_rotate(measure,5)", "np.roll(x, 5, 1)")]
    [InlineData("oph_rotate(measure,-100)", "np.roll(x, -100, 1)")]
    [InlineData("oph_shift(measure,3)", "np.hstack([np.zeros((12, 3)), x[:, :-3]])")]
    [InlineData("oph_shift(measure,-3,7)", "np.hstack([x[:, 3:], np.full((12, 3), 7)])")]
    [InlineData("oph_padding(measure,50,-1)", "np.hstack([x, np.full((12, 2), -1)])")]
    [InlineData("oph_padding(measure,5)", "x")]
    [InlineData("oph_extend(measure,3)", "np.tile(x, 3)")]
    [InlineData("oph_extend(measure,3,'i')", "np.repeat(x, 3, 1)")]
    [InlineData("oph_permute(measure,'2,1',6,8)", "x.reshape(12, 8, 6).swapaxes(1, 2)")]
    [InlineData("oph_permute(measure,'3,1,2',2,4,6)", "x.reshape(12, 6, 4, 2).transpose(0, 3, 1, 2)")]
    [InlineData("oph_concat(oph_get_subarray(measure,1,3),oph_get_subarray(measure,10,2))", "x[:, [0, 1, 2, 9, 10]]")]
    [InlineData("oph_concat2(measure,oph_to_bin('1,2'))", "np.hstack([x, np.full((12, 2), [1, 2])])")]
    [InlineData("oph_append(measure,measure,oph_reverse(measure))", "np.hstack([x, x, x[:, ::-1]])")]
    [InlineData("oph_interlace(measure,oph_reverse(measure))", "np.stack([x, x[:, ::-1]], 2)")]
    [InlineData("oph_interlace2(oph_to_bin('2,1'),measure,oph_get_subarray(measure,1,24))", "np.concatenate([x.reshape(12, 24, 2), x[:, :24, None]], 2)")]
    [InlineData("oph_interlace2(NULL,measure,measure)", "np.stack([x, x], 2)")]
    [InlineData("oph_accumulate(measure)", "np.where(np.isnan(x), np.nan, np.nancumsum(x, 1))")]
    [InlineData("oph_deaccumulate(oph_convert_d(measure))", "np.diff(x, axis=1, prepend=0)")]
    [InlineData("oph_normalize(oph_convert_d(measure),'OPH_AVG',12)", "x.reshape(12, 4, 12) - np.nanmean(x.reshape(12, 4, 12), 2, keepdims=True)")]
    [InlineData("oph_normalize(measure)", "x / np.nanmax(x, 1, keepdims=True)")]
    [InlineData("oph_moving_avg(measure,5)", "np.hstack([np.full((12, 4), np.nan), np.nanmean(np.lib.stride_tricks.sliding_window_view(x, 5, 1), 2)])")]
    [InlineData("oph_moving_avg(measure)", "x")]
    public void Moved_and_running_elements_agree_with_numpy(string query, string expected) => ApplyCase.AgreesWithNumpy(python, query, expected);

    [Fact]
    public void A_weighted_average_starts_with_the_first_value_and_keeps_it_over_gaps() =>
        Assert.Equal([NaN, 2, 2, 3, 4.5], ApplyCase.Of("oph_moving_avg(measure,0.5,'OPH_EWMA')", NaN, 2, NaN, 4, 6));

    [Theory]
    [InlineData("oph_expand(measure,oph_to_bin('1,2,4'))", new[] { 10, 20, NaN, 40 })]
    [InlineData("oph_expand(measure,oph_to_bin('1,2,4'),0,0.5,2,'-1')", new[] { -1.0, -1, 10, -1, 20 })]
    [InlineData("oph_expand(measure,oph_to_bin('1,2,4'),NULL,NULL,5,'interp')", new[] { 10.0, 20, 3, 40, 5 })]
    public void Elements_spread_to_where_their_indexes_lie(string query, double[] expected) =>
        Assert.Equal(expected, ApplyCase.Of(query, 10, 20, 40));

    [Fact]
    public void Long_integers_are_moved_and_added_exactly()
    {
        var cube = MemoryCube.Of(RandomCubes.Info(SampleType.Int64, 3), [(1L << 62) + 1, -5, 7]);

        Assert.Equal([(1L << 62) + 1, (1L << 62) - 4, (1L << 62) + 3], ApplyCase.Run("oph_accumulate(measure)", cube).As<long>());
        Assert.Equal([-5L, 7, (1L << 62) + 1], ApplyCase.Run("oph_gsl_sort(measure)", cube).As<long>());
    }

    [Theory]
    [InlineData("oph_permute(measure,'1,1',2,2)", "argument 2 does not fit the sizes 2 x 2 of 3 elements")]
    [InlineData("oph_interlace(measure,oph_to_bin('1'))", "cannot be taken 1, 1 at a time")]
    [InlineData("oph_extend(measure,2,'b')", "which is no mode. Modes: a, i")]
    [InlineData("oph_expand(measure,oph_to_bin('1,2'))", "argument 2 has 2 elements where 3 are expected")]
    public void What_does_not_fit_is_refused(string query, string expected) => Assert.Contains(
        expected, Harness.Refused(new ApplyRows(), new Apply.Parameters(query), ("cube", ApplyCase.Row(1, 2, 3))).Message, StringComparison.Ordinal);
}
