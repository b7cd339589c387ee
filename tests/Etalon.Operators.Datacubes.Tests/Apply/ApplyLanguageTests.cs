using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ApplyLanguageTests
{
    private static readonly MemoryCube Cube = ApplyCase.Row(3, 1, 2, 5);

    [Theory]
    [InlineData("oph_reduce(measure,'oph_maxx')", "oph_reduce at column 1: argument 2 is 'oph_maxx', which is no operation. Operations: ", "nearest 'oph_max'")]
    [InlineData("oph_sum_scalar(oph_reduse(measure),1)", "There is no primitive 'oph_reduse' (column 16)", "")]
    [InlineData("oph_reduce(measure,'oph_max'", "ends where ',' or ')' is expected (column 29)", "")]
    [InlineData("oph_reduce('OPH_FLOAT','OPH_FLOAT',measure)", "argument 3 has type OPH_DOUBLE, and its input type is said to be OPH_FLOAT", "")]
    [InlineData("oph_sum_array(measure,oph_get_subarray(measure,1,2))", "oph_sum_array at column 1: its arrays have 4 and 2 elements", "")]
    [InlineData("oph_sum_scalar(measure,1,2,3)", "argument 4 is one too many", "")]
    [InlineData("oph_sum_scalar(1)", "argument 1 (measure) is not an array", "")]
    [InlineData("oph_reduce(measure,'oph_max',1.5)", "argument 3 (count) is 1.5 where a whole number", "")]
    [InlineData("oph_get_subarray(measure,5)", "argument 2 (start) is 5 where a whole number from 1 to 4", "")]
    [InlineData("oph_get_subarray2(measure,'1:9')", "argument 2 has the index '9'", "")]
    [InlineData("oph_sum_scalar(measure,'x')", "argument 2 (scalar) is not a number", "")]
    [InlineData("oph_sum_scalar(other,1)", "There is no array 'other' (column 16)", "")]
    [InlineData("oph_reduce(measure,'oph_quantile',0,1.5)", "argument 4 is no fraction for a quantile", "")]
    [InlineData("oph_reduce3(measure,'oph_max',oph_to_bin('1,2'))", "argument 3 does not fit: whole numbers from 1 whose sum is 4", "")]
    [InlineData("oph_mul_array(measure,dimension)", "'dimension' stands for the coordinates", "")]
    [InlineData("oph_sum_scalar(oph_dump(measure),1)", "oph_dump at column 16: its result is text", "")]
    [InlineData("oph_aggregate_stats(measure,'12')", "argument 2 is '12'", "")]
    [InlineData("oph_aggregate_stats_final(measure,'11')", "argument 1 has 4 elements, and partial sums for this mask have 3", "")]
    [InlineData("oph_roll_up(measure,3)", "groups of 3 rows do not end where rows of an axis end", "")]
    [InlineData("oph_aggregate_operator(measure,'oph_std')", "which is no operation", "")]
    [InlineData("oph_sum_array(oph_aggregate_operator(measure),measure)", "'measure' is one array for every row here", "(column 47)")]
    [InlineData("oph_aggregate_operator(oph_aggregate_stats(measure))", "it stands within oph_aggregate_operator", "oph_aggregate_stats at column 24")]
    [InlineData("oph_sum_array(oph_aggregate_operator(measure),oph_aggregate_operator(measure))", "is an aggregate too", "at column 47")]
    [InlineData("3", "The expression is a number or a text", "")]
    [InlineData("oph_to_bin('1,a')", "argument 1 has 'a' where a number is expected", "")]
    [InlineData("oph_reduce(measure,'oph_max)", "has no end (column 20)", "")]
    [InlineData("measure @", "'@' cannot stand here (column 9)", "")]
    public void What_is_wrong_is_said_and_where(string query, string expected, string also)
    {
        var refusal = Assert.Throws<RefusalException>(() => ApplyCase.Whole(new Apply.Parameters(query), Cube));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(also, refusal.Message, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Help);
    }

    [Theory]
    [InlineData("oph_reduce('OPH_DOUBLE','OPH_DOUBLE',measure,'OPH_MAX',2)")]
    [InlineData("OPH_REDUCE( measure , \"oph_max\" , 2 )")]
    [InlineData("oph_reduce('oph_double','oph_double',measure,'OPH_MAX',2,NULL,NAN)")]
    [InlineData("oph_cast('OPH_INT','OPH_DOUBLE',oph_reduce('OPH_DOUBLE','OPH_INT',measure,'OPH_MAX',2))")]
    public void Both_spellings_mean_the_same(string query) =>
        Assert.Equal([3.0, 5], ApplyCase.Run(query, Cube).As<double>());

    [Fact]
    public void Manual_types_must_be_written()
    {
        var refusal = Harness.Refused(new ApplyRows(), new Apply.Parameters("oph_reduce(measure)", MeasureType: ApplyTyping.Manual), ("cube", Cube));

        Assert.Contains("its first two arguments are no types", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unchecked_types_are_not_looked_at()
    {
        var parameters = new Apply.Parameters("oph_reduce('OPH_FLOAT','OPH_DOUBLE',measure)", MeasureType: ApplyTyping.Manual, CheckType: ApplyTypeCheck.No);

        Assert.Equal([5.0], Harness.Check(new ApplyRows(), parameters, ("cube", Cube))[0].As<double>());
    }

    [Fact]
    public void The_operator_is_found_and_takes_its_parameters_by_name()
    {
        var registry = new OperatorRegistry(typeof(Apply).Assembly);
        var given = JsonNode.Parse("""
            {"query": "oph_reduce('','',measure)", "array": ["a"], "measureType": "manual", "checkType": "no", "missing": -999, "strict": true}
            """)!.AsObject();

        var bound = registry.Find("apply").BindParameters(given.DeepClone().AsObject());

        Assert.All(given, pair => Assert.True(JsonNode.DeepEquals(pair.Value, bound.Canonical[pair.Key]), $"{pair.Key}: {bound.Canonical.ToJsonString()}"));
        Assert.Empty(Assert.Single(bound.Expand(Inputs.Of(("cube", Cube.Info))).Nodes).Inputs.Skip(1));
    }

    [Fact]
    public void Whatever_is_written_is_computed_or_refused()
    {
        string[] values = ["measure", "0", "1", "2", "-1", "2.5", "NAN", "NULL", "'oph_max'", "'1,2'", "''", "'x-1'", "'>0'", "'1:2'", "oph_to_bin('2,1')", "oph_to_bin('1,1,2')", "dimension", "oph_gsl_fft(measure)", "'OPH_INT'"];
        var random = new Random(7);
        for (var i = 0; i < 4000; i++)
        {
            var primitive = Primitives.All[random.Next(Primitives.All.Length)];
            var arguments = primitive.Arguments.Take(random.Next(primitive.Arguments.Length + 1)).Select(argument => argument.Kind switch
            {
                PrimitiveArgumentKind.Array when random.Next(4) > 0 => random.Next(3) == 0 ? "oph_to_bin('1,2,3,4')" : "measure",
                PrimitiveArgumentKind.Number when random.Next(4) > 0 => $"{random.Next(5)}",
                _ => values[random.Next(values.Length)],
            });
            var query = $"{primitive.Name}({string.Join(',', arguments)})";
            var cube = random.Next(2) == 0 ? Cube : MemoryCube.Of<short>(RandomCubes.Info(SampleType.Int16, 2, 4), [1, 2, 3, 4, 5, 6, 7, 8]);
            try
            {
                Assert.False(ApplyCase.Whole(new Apply.Parameters(query), cube).Bytes.IsEmpty);
            }
            catch (RefusalException refusal)
            {
                Assert.False(string.IsNullOrWhiteSpace(refusal.Help), query);
            }
            catch (Exception fault) when (fault is not RefusalException)
            {
                throw new InvalidOperationException(query, fault);
            }
        }
    }

    /// <summary>All primitives that Ophidia documents, less the helpers that are not for users.</summary>
    private const string Documented = """
        reduce reduce2 reduce3 operator count_array size_array gsl_stats gsl_boxplot gsl_quantile gsl_sd gsl_histogram gsl_correlation gsl_sort gsl_fit_linear
        gsl_fit_linear_coeff gsl_spline moving_avg normalize ccluster_kcluster quantize gsl_fft gsl_ifft gsl_dwt gsl_idwt filter sum_array sub_array mul_array
        div_array abs_array arg_array mask_array max_array min_array arg_max_array arg_min_array operator_array operation_array compare sum_scalar mul_scalar
        affine sum_scalar2 mul_scalar2 math predicate predicate2 replace find sequence get_subarray get_subarray2 get_subarray3 extract expand get_index_array
        reverse rotate shift padding extend permute roll_up concat concat2 append interlace interlace2 accumulate deaccumulate aggregate_operator
        aggregate_stats aggregate_stats_partial aggregate_stats_final cast convert_d convert_l to_bin value_to_bin dump compress uncompress
        gsl_complex_get_abs gsl_complex_get_arg gsl_complex_get_real gsl_complex_get_imag gsl_complex_to_polar gsl_complex_to_rect
        """;

    [Fact]
    public void Every_primitive_of_Ophidia_is_there()
    {
        var documented = Documented.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => $"oph_{name}").Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(88, documented.Length);
        Assert.Equal(documented, Primitives.All.Select(primitive => primitive.Name));
    }

    [Fact]
    public void Every_primitive_says_what_it_is()
    {
        Assert.All(Primitives.All, primitive =>
        {
            Assert.NotEmpty(primitive.Doc);
            Assert.All(primitive.Arguments, argument => Assert.NotEmpty(argument.Doc));
            Assert.StartsWith("oph_", primitive.Name, StringComparison.Ordinal);
            Assert.Same(primitive, Primitives.Find(primitive.Name.ToUpperInvariant()));
        });
    }
}
