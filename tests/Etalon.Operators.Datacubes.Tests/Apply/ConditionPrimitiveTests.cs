using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ConditionPrimitiveTests(Python python) : IClassFixture<Python>
{
    private const double NaN = double.NaN;

    [Theory]
    [InlineData("oph_predicate(measure,'x-285','>0','1','0')", "np.where(x > 285, 1, 0)")]
    [InlineData("oph_predicate(measure,'x-285','OPH_NOT_POSITIVE','x^2','sin(x)')", "np.where(x <= 285, x ** 2, np.sin(x))")]
    [InlineData("oph_predicate(measure,'x','ISNAN','-1','x')", "np.where(np.isnan(x), -1, x)")]
    [InlineData("oph_predicate(measure,'x-285','<0','NAN','x')", "np.where(x < 285, np.nan, x)")]
    [InlineData("oph_predicate(measure,'temp','!=0','2*temp+1','0')", "np.where(np.isnan(x), 0, 2 * x + 1)")]
    [InlineData("oph_predicate2(measure,'x','>','x','0','first')", "x * (np.cumsum(x > 0, 1) == 1) * ((x > 0) & ~np.isnan(x)) if not np.isnan(x).any() else np.where((np.cumsum(x > 0, 1) == 1) & (x > 0), x, 0)")]
    [InlineData("oph_predicate2(measure,'x','>','1','0','7')", "((np.cumsum(x > 0, 1) == 7) & (x > 0)) * 1.0")]
    [InlineData("oph_predicate2(measure,'x','>','1','0','end')", "((np.cumsum((x > 0)[:, ::-1], 1) == 1) & (x > 0)[:, ::-1])[:, ::-1] * 1.0")]
    [InlineData("oph_find(measure,280,3)", "np.sum(abs(x - 280) <= 3, 1)")]
    [InlineData("oph_compare(measure,measure)", "np.zeros(12)")]
    [InlineData("oph_compare(measure,oph_sum_scalar(measure,1))", "np.ones(12)")]
    public void Conditions_agree_with_numpy(string query, string expected) => ApplyCase.AgreesWithNumpy(python, query, expected);

    [Fact]
    public void Elements_are_replaced_or_leave()
    {
        Assert.Equal([1, 9, NaN, 3], ApplyCase.Of("oph_replace(measure,2,9)", 1, 2, NaN, 3));
        Assert.Equal([1, 2, 0, 3], ApplyCase.Of("oph_replace(measure,NAN,0)", 1, 2, NaN, 3));
        Assert.Equal([1, 3, NaN, NaN], ApplyCase.Of("oph_replace(measure)", 0, 1, 0, 3));
    }

    [Theory]
    [InlineData("length", new[] { 2.0, 1, 2, 0, 0, 0, 0, 0 })]
    [InlineData("first", new[] { 1.0, 4, 7, 0, 0, 0, 0, 0 })]
    [InlineData("last", new[] { 2.0, 4, 8, 0, 0, 0, 0, 0 })]
    public void Runs_are_told(string information, double[] expected) =>
        Assert.Equal(expected, ApplyCase.Of($"oph_sequence(measure,'{information}')", 1, 5, 0, 2, NaN, 0, 3, 3));

    [Fact]
    public void Integers_take_part_in_formulas()
    {
        var cube = MemoryCube.Of<short>(RandomCubes.Info(SampleType.Int16, 3), [1, 5, 9]);

        Assert.Equal<short>([0, 2, 4], ApplyCase.Run("oph_predicate(measure,'x-3','>0','x/2','0')", cube).As<short>().ToArray());
    }

    [Theory]
    [InlineData("oph_predicate(measure,'x-','>0','1','0')", "argument 2 is no formula: The expression ends")]
    [InlineData("oph_predicate(measure,'x-y','>0','1','0')", "It has the variables x and y")]
    [InlineData("oph_predicate(measure,'x','=>','1','0')", "argument 3 is '=>', which is no comparison")]
    [InlineData("oph_predicate2(measure,'x','>','1','0','never')", "argument 6 is 'never'")]
    public void Wrong_formulas_are_refused(string query, string expected) => Assert.Contains(
        expected, Harness.Refused(new ApplyRows(), new Apply.Parameters(query), ("cube", ApplyCase.Row(1, 2, 3))).Message, StringComparison.Ordinal);
}
