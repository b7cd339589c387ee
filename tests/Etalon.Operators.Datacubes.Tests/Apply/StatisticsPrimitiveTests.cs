namespace Etalon.Operators.Datacubes.Tests;

public sealed class StatisticsPrimitiveTests(Python python) : IClassFixture<Python>
{
    private const double NaN = double.NaN;

    /// <summary>What GSL calls its statistics, in numpy, of each row's values that are there.</summary>
    private const string Statistics = """
        np.array([(lambda v: [v.mean(), v.var(ddof=1), v.std(ddof=1), abs(v - v.mean()).mean(), ((v - v.mean()) ** 3).mean() / v.std(ddof=1) ** 3, ((v - v.mean()) ** 4).mean() / v.var(ddof=1) ** 2 - 3, ((v - v.mean())[1:] * (v - v.mean())[:-1]).sum() / ((v - v.mean()) ** 2).sum(), v.max(), v.min()] + list(np.quantile(v, [0.05, 0.25, 0.5, 0.75, 0.95])))(r[~np.isnan(r)]) for r in x])
        """;

    private const string Pairs = "np.array([np.corrcoef(r[~np.isnan(r)], (r ** 2)[~np.isnan(r)])[0, 1] for r in x])";

    private const string Fits = "np.array([np.polyfit(np.arange(1, 49)[~np.isnan(r)], r[~np.isnan(r)], 1) for r in x])";

    [Theory]
    [InlineData("oph_gsl_stats(oph_convert_d(measure))", Statistics)]
    [InlineData("oph_gsl_stats(oph_convert_d(measure),'101')", Statistics + "[:, [0, 2]]")]
    [InlineData("oph_gsl_boxplot(measure)", "np.nanquantile(x, [0, 0.25, 0.5, 0.75, 1], 1).T")]
    [InlineData("oph_gsl_quantile(measure,0.1,0.6,'ORDER_SAFE_FLAG_SET')", "np.nanquantile(x, [0.1, 0.6], 1).T")]
    [InlineData("oph_gsl_quantile(measure,0.8)", "np.nanquantile(x, 0.8, 1)")]
    [InlineData("oph_gsl_sd(measure)", "np.nanstd(x, 1, ddof=1)")]
    [InlineData("oph_gsl_histogram(measure,7,'FREQS')", "np.array([np.histogram(r[~np.isnan(r)], 7)[0] for r in x])")]
    [InlineData("oph_gsl_histogram(measure,7,'ranges')", "np.array([np.histogram(r[~np.isnan(r)], 7)[1] for r in x])")]
    [InlineData("oph_gsl_histogram(measure,7,'freqs','cdf')", "np.array([np.cumsum(np.histogram(r[~np.isnan(r)], 7)[0]) / (~np.isnan(r)).sum() for r in x])")]
    [InlineData("oph_gsl_correlation(oph_convert_d(measure),oph_mul_array(oph_convert_d(measure),oph_convert_d(measure)))", Pairs)]
    [InlineData("oph_gsl_sort(measure)", "np.sort(x, 1)")]
    [InlineData("oph_gsl_sort(oph_cast('','OPH_INT',oph_predicate(measure,'x','isnan','-1','x')))", "np.sort(np.where(np.isnan(x), -1, np.trunc(x)), 1)")]
    [InlineData("oph_quantize(measure,oph_to_bin('275,285'),oph_to_bin('0,0.5,1'))", "np.where(np.isnan(x), x, np.array([0, 0.5, 1])[np.searchsorted([275, 285], x).clip(0, 2)])")]
    [InlineData("oph_gsl_fit_linear_coeff(oph_convert_d(measure))", Fits + "[:, 0]")]
    [InlineData("oph_gsl_fit_linear_coeff(oph_convert_d(measure),oph_get_index_array(1,48),'11')", Fits + "[:, ::-1]")]
    [InlineData("oph_gsl_fit_linear(oph_convert_d(measure),oph_get_index_array(1,48),oph_to_bin('0,100'))", Fits + "@ np.array([[0, 100], [1, 1]])")]
    public void Statistics_agree_with_numpy(string query, string expected) => ApplyCase.AgreesWithNumpy(python, query, expected, 2e-6);

    [Theory]
    [InlineData(0, "s")]
    [InlineData(1, "s.derivative(1)")]
    [InlineData(2, "s.derivative(2)")]
    public void A_spline_agrees_with_SciPy(int order, string curve)
    {
        double[] values = [1, 3, 2, NaN, 5, 4, 4.5];
        var query = $"oph_gsl_spline(measure,oph_to_bin('0,1,2.5,3,4,6,7'),oph_to_bin('0,0.5,2.5,3.3,7,7.5'),{order})";

        var expected = python.Run($$"""
            from scipy.interpolate import CubicSpline
            x, y = np.array([0, 1, 2.5, 4, 6, 7]), np.array([1, 3, 2, 5, 4, 4.5])
            s = CubicSpline(x, y, bc_type='natural')
            out['y'] = {{curve}}([0, 0.5, 2.5, 3.3, 7])
            """)["y"];

        var result = ApplyCase.Of(query, values);
        Assert.All(expected, (value, i) => Assert.Equal(value, result[i], 1e-12));
        Assert.Equal(NaN, result[5]);
    }

    [Fact]
    public void Covariances_of_a_fit_agree_with_numpy()
    {
        var result = ApplyCase.Of("oph_gsl_fit_linear_coeff(measure,oph_to_bin('1,2,4,8,9'),'111111')", 3, 1, 4, 1, 5);

        var expected = python.Run("""
            x, y = np.array([1., 2, 4, 8, 9]), np.array([3., 1, 4, 1, 5])
            c, v = np.polyfit(x, y, 1, cov=True)
            out['y'] = [c[1], c[0], v[1, 1], v[0, 1], v[0, 0], ((y - np.polyval(c, x)) ** 2).sum()]
            """)["y"];

        Assert.All(expected, (value, i) => Assert.Equal(value, result[i], 1e-12));
    }

    [Fact]
    public void Frequencies_and_edges_come_in_turn() =>
        Assert.Equal([0.0, 2, 2, 0, 4, 2, 6], ApplyCase.Of("oph_gsl_histogram(measure,3)", 0, 1, 6, 5, NaN));

    [Theory]
    [InlineData("oph_ccluster_kcluster(measure,3,'KMEANS','CENTROIDS')", new[] { 1.5, 11, 50 })]
    [InlineData("oph_ccluster_kcluster(measure,3,'kmedians','labels')", new[] { 1.0, 0, 0, 2, NaN, 1, 1 })]
    [InlineData("oph_ccluster_kcluster(measure,3)", new[] { 11, 1.5, 1.5, 50, NaN, 11, 11 })]
    [InlineData("oph_ccluster_kcluster(measure,1,'kmedians','centroids')", new[] { 10.5 })]
    public void Groups_that_lie_apart_are_found(string query, double[] expected) =>
        Assert.Equal(expected, ApplyCase.Of(query, 10, 1, 2, 50, NaN, 11, 12));

    [Fact]
    public void Clusters_of_an_optimum_cannot_be_improved_by_moving_one_value()
    {
        var random = new Random(5);
        var values = Enumerable.Range(0, 200).Select(_ => random.NextDouble() * random.NextDouble()).ToArray();

        var centres = ApplyCase.Of("oph_ccluster_kcluster(measure,5,'kmeans','centroids')", values);
        var own = ApplyCase.Of("oph_ccluster_kcluster(measure,5)", values);

        for (var i = 0; i < values.Length; i++)
        {
            Assert.Equal(centres.Min(centre => Math.Abs(values[i] - centre)), Math.Abs(values[i] - own[i]), 1e-12);
        }

        Assert.All(centres, centre => Assert.Equal(centre, values.Where((_, i) => own[i] == centre).Average(), 1e-9));
    }

    [Theory]
    [InlineData("oph_gsl_stats(measure,'1012')", "argument 2 is '1012'")]
    [InlineData("oph_gsl_quantile(measure,0.5,1.5)", "is no fraction")]
    [InlineData("oph_quantize(measure,oph_to_bin('1'),oph_to_bin('1'))", "argument 2 does not fit: ascending levels and one value more")]
    [InlineData("oph_gsl_spline(measure,oph_to_bin('1,2'),oph_to_bin('1'))", "argument 2 has 2 elements where 3 are expected")]
    public void What_does_not_fit_is_refused(string query, string expected) => Assert.Contains(
        expected, Harness.Refused(new ApplyRows(), new Apply.Parameters(query), ("cube", ApplyCase.Row(1, 2, 3))).Message, StringComparison.Ordinal);
}
