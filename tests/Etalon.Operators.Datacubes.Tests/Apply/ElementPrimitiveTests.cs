using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ElementPrimitiveTests(Python python) : IClassFixture<Python>
{
    [Theory]
    [InlineData("oph_sum_scalar(measure,2.5)", "x + 2.5")]
    [InlineData("oph_sum_scalar(measure,1)", "x + 1")]
    [InlineData("oph_mul_scalar(measure,-3)", "x * -3")]
    [InlineData("oph_affine(measure,2,-0.5)", "x * 2 - 0.5")]
    [InlineData("oph_math(oph_mul_scalar(measure,0.003),'OPH_MATH_SIN')", "np.sin(x * 0.003)")]
    [InlineData("oph_math(oph_mul_scalar(measure,0.003),'oph_math_cot')", "1 / np.tan(x * 0.003)")]
    [InlineData("oph_math(oph_mul_scalar(measure,0.003),'oph_math_acos')", "np.arccos(x * 0.003)")]
    [InlineData("oph_math(measure,'OPH_MATH_LN')", "np.log(x)")]
    [InlineData("oph_math(measure,'OPH_MATH_SQRT')", "np.sqrt(x)")]
    [InlineData("oph_math(measure,'OPH_MATH_DEGREES')", "np.degrees(x)")]
    [InlineData("oph_math(measure,'OPH_MATH_RADIANS')", "np.radians(x)")]
    [InlineData("oph_math(measure,'OPH_MATH_ROUND')", "np.round(x)")]
    [InlineData("oph_math(measure,'OPH_MATH_LOG2')", "np.log2(x)")]
    [InlineData("oph_sum_array(measure,oph_mul_scalar(measure,2))", "x * 3")]
    [InlineData("oph_sub_array(measure,oph_math(measure,'oph_math_floor'))", "x - np.floor(x)")]
    [InlineData("oph_mul_array(measure,measure)", "x * x")]
    [InlineData("oph_div_array(measure,oph_sum_scalar(measure,1))", "x / (x + 1)")]
    [InlineData("oph_abs_array(measure,oph_sum_scalar(measure,1))", "np.hypot(x, x + 1)")]
    [InlineData("oph_arg_array(measure,oph_mul_scalar(measure,2))", "np.where(np.isnan(x), x, np.arctan2(2, 1))")]
    [InlineData("oph_max_array(measure,oph_value_to_bin(285))", "np.where(np.isnan(x), x, np.maximum(x, 285))")]
    [InlineData("oph_min_array(measure,oph_value_to_bin(285))", "np.where(np.isnan(x), x, np.minimum(x, 285))")]
    [InlineData("oph_arg_max_array(measure,oph_value_to_bin(285))", "np.where(np.isnan(x), x, np.where(x >= 285, 1, 2))")]
    [InlineData("oph_operator_array(measure,measure,'OPH_MUL')", "x * x")]
    [InlineData("oph_operation_array(measure,oph_value_to_bin(285),oph_value_to_bin(270),'OPH_AVG')", "np.where(np.isnan(x), 277.5, (x + 555) / 3)")]
    [InlineData("oph_mask_array(measure,oph_math(oph_sum_scalar(measure,-285),'oph_math_sign'))", "np.where(x > 285, x, np.nan)")]
    public void Elements_agree_with_numpy(string query, string expected) => ApplyCase.AgreesWithNumpy(python, query, expected);

    [Fact]
    public void Integers_stay_exact_and_missing_ones_stay_missing()
    {
        var info = RandomCubes.Info(SampleType.Int64, 4) with { Missing = -7 };
        var cube = MemoryCube.Of(info, [long.MaxValue - 5, -7L, 3, -1]);

        var result = ApplyCase.Run("oph_sum_scalar(oph_mul_scalar(measure,1),5)", cube);

        Assert.Equal([long.MaxValue, -7, 8, 4], result.As<long>());
        Assert.Equal(-7, result.Info.Missing);
    }

    [Fact]
    public void A_fraction_with_integers_is_cut_off()
    {
        var cube = MemoryCube.Of<short>(RandomCubes.Info(SampleType.Int16, 3), [7, -7, 100]);

        Assert.Equal([3, -3, 50], ApplyCase.Run("oph_mul_scalar(measure,0.5)", cube).As<short>().ToArray());
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var cube = MemoryCube.Of<short>(RandomCubes.Info(SampleType.Int16, 1), [30000]);

        var refusal = Assert.Throws<RefusalException>(() => ApplyCase.Run("oph_mul_scalar(measure,2)", cube));

        Assert.Contains("60000 does not fit into OPH_SHORT", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unsigned_samples_become_the_next_wider_type()
    {
        var cube = MemoryCube.Of<ushort>(RandomCubes.Info(SampleType.UInt16, 2), [65535, 3]);

        Assert.Equal([65540, 8], ApplyCase.Run("oph_sum_scalar(measure,5)", cube).As<int>());
    }

    [Fact]
    public void A_cast_turns_missing_integers_into_NaN_and_back()
    {
        var info = RandomCubes.Info(SampleType.Int32, 3) with { Missing = -999 };
        var cube = MemoryCube.Of(info, [1, -999, 3]);

        Assert.Equal([1.0, double.NaN, 3], ApplyCase.Run("oph_cast('OPH_INT','OPH_DOUBLE',measure)", cube).As<double>());
        var back = ApplyCase.Run("oph_cast('OPH_DOUBLE','OPH_SHORT',oph_convert_d('OPH_INT','',measure),NAN,-1)", cube);
        Assert.Equal([1, -1, 3], back.As<short>().ToArray());
        Assert.Equal(-1, back.Info.Missing);
    }

    [Fact]
    public void A_strict_integer_adds_nothing()
    {
        var cube = ApplyCase.Row(1, 2);

        var result = Harness.Check(new ApplyRows(), new Apply.Parameters("oph_sum_scalar(measure,1)", Strict: true), ("cube", cube))[0];

        Assert.Equal([1.0, 2], result.As<double>());
        Assert.Equal([2.0, 3], ApplyCase.Of("oph_sum_scalar(measure,1)", 1, 2));
    }
}
