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
    [InlineData("oph_math(measure,'oph_math_rand')", "depend on how the cube is cut", "")]
    [InlineData("3", "The expression is a number or a text", "")]
    [InlineData("oph_to_bin('1,a')", "argument 1 has 'a' where a number is expected", "")]
    [InlineData("oph_reduce(measure,'oph_max)", "has no end (column 20)", "")]
    [InlineData("measure @", "'@' cannot stand here (column 9)", "")]
    public void What_is_wrong_is_said_and_where(string query, string expected, string also)
    {
        var refusal = Harness.Refused(new Apply(), new Apply.Parameters(query), ("cube", Cube));

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
        var refusal = Harness.Refused(new Apply(), new Apply.Parameters("oph_reduce(measure)", MeasureType: ApplyTyping.Manual), ("cube", Cube));

        Assert.Contains("its first two arguments are no types", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unchecked_types_are_not_looked_at()
    {
        var parameters = new Apply.Parameters("oph_reduce('OPH_FLOAT','OPH_DOUBLE',measure)", MeasureType: ApplyTyping.Manual, CheckType: ApplyTypeCheck.No);

        Assert.Equal([5.0], Harness.Check(new Apply(), parameters, ("cube", Cube))[0].As<double>());
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
        Assert.Empty(bound.Describe(Inputs.Of(("cube", Cube.Info))).Outputs[0].Axes);
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
                Assert.NotEmpty(Harness.Run(new Apply(), new Apply.Parameters(query), ("cube", cube)));
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
