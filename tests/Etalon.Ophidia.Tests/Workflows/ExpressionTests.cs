using System.Globalization;
using Etalon.Cubes;
using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Ophidia.Tests;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("0", false)]
    [InlineData("true", true)]
    [InlineData("No", false)]
    [InlineData("2 + 3 * 4 == 14", true)]
    [InlineData("(2 + 3) * 4 == 20", true)]
    [InlineData("2^3^2 == 512", true)]
    [InlineData("-2^2 == -4", true)]
    [InlineData("7 % 4 = 3", true)]
    [InlineData("10 / 4 >= 2.5", true)]
    [InlineData("1e3 <> 1000", false)]
    [InlineData("1e-3 < 1E+3", true)]
    [InlineData("Jan == 'Jan'", true)]
    [InlineData("'Jan' < 'Feb'", false)]
    [InlineData("\"a b\" != 'a'", true)]
    [InlineData("10 == '10.0'", true)]
    [InlineData("9 < 10", true)]
    [InlineData("'9a' < '10a'", false)]
    [InlineData("2000a == '2000a'", true)]
    [InlineData("!(1 > 2) && (0 || 3)", true)]
    [InlineData("1 || 0 && 0", true)]
    [InlineData("0 != 0 && 10 / 0 > 1", false)]
    [InlineData("nan == nan", false)]
    [InlineData("sqrt(16) + abs(-1) == max(2, 5, 3)", true)]
    [InlineData("floor(2.7) == round(1.5)", true)]
    public void Conditions_mean_what_they_say(string text, bool holds) => Assert.Equal(holds, OphidiaExpression.IsTrue(text));

    [Theory]
    [InlineData("", 1, "missing")]
    [InlineData("1 +", 4, "missing")]
    [InlineData("1 2", 3, "'2'")]
    [InlineData("(1", 3, "')'")]
    [InlineData("'abc", 1, "not closed")]
    [InlineData("a + 1", 4, "no number")]
    [InlineData("a && 1", 5, "neither true nor false")]
    [InlineData("f(1)", 1, "no function 'f'")]
    [InlineData("1 # 2", 3, "'#'")]
    public void Faults_are_named_with_their_position(string text, int position, string why)
    {
        var refusal = Assert.Throws<RefusalException>(() => OphidiaExpression.IsTrue(text));

        Assert.Contains($"position {position}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_no_condition() => Assert.Contains("is a text", Assert.Throws<RefusalException>(() => OphidiaExpression.IsTrue("maybe")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("EVAL(10/2+sqrt(4))", "7")]
    [InlineData("eval(0.1+0.2)", "0.30000000000000004")]
    [InlineData("10/2", "10/2")]
    public void Only_marked_values_are_worked_out(string text, string value) => Assert.Equal(value, OphidiaExpression.EvaluateMarked(text));

    [Fact]
    public void Depth_has_a_limit()
    {
        Assert.Throws<RefusalException>(() => OphidiaExpression.IsTrue(new string('(', 5000) + "1" + new string(')', 5000)));
        Assert.Throws<RefusalException>(() => OphidiaExpression.IsTrue(new string('!', 5000) + "1"));
        Assert.Throws<RefusalException>(() => OphidiaExpression.IsTrue(string.Concat(Enumerable.Repeat("2^", 5000)) + "1"));
    }

    [Fact]
    public void Sums_and_products_agree_with_the_language_we_are_written_in() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<(int A, int B, int C)>(),
            static numbers =>
            {
                var (a, b, c) = ((double)numbers.A, (double)numbers.B, (double)numbers.C);
                var text = string.Create(CultureInfo.InvariantCulture, $"{a} + {b} * {c} - ({c} - {a}) * {b} / 2");
                return double.Parse(OphidiaExpression.Evaluate(text), CultureInfo.InvariantCulture).Equals(a + b * c - (c - a) * b / 2);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_typed_is_refused_or_understood() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), static text =>
        {
            try
            {
                _ = OphidiaExpression.Evaluate(text ?? "");
            }
            catch (RefusalException)
            {
                // That is the answer to most of them.
            }

            return true;
        }).QuickCheckThrowOnFailure();
}
