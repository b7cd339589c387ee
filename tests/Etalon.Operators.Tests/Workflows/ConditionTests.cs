using Etalon.Cubes;

namespace Etalon.Operators.Tests;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("a.x > 3", true)]
    [InlineData("a.x > 4 || b.y == 2", true)]
    [InlineData("a.x > 4 || b.y == 2 && a.x < 0", false)]
    [InlineData("(a.x > 4 || b.y == 2) && !(a.x < 0)", true)]
    [InlineData("!a.x", false)]
    [InlineData("1e-3 < .5", true)]
    [InlineData("a.x >= 4", true)]
    [InlineData("a.x <= -4.5", false)]
    [InlineData("n.nan == n.nan", false)]
    [InlineData("n.nan != n.nan", true)]
    [InlineData("n.nan < 1 || n.nan >= 1", false)]
    [InlineData("b != 2", false)]
    public void A_condition_is_evaluated_like_in_a_program(string text, bool holds)
    {
        var condition = Condition.Parse(text);

        Assert.Equal(holds, condition.Evaluate(ValueOf));
        Assert.Equal(holds, Condition.Parse(condition.ToString()).Evaluate(ValueOf));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.x >")]
    [InlineData("(a.x > 3")]
    [InlineData("a.x > 3)")]
    [InlineData("a.x = 3")]
    [InlineData("a.x > 3 $")]
    [InlineData("a.x 3")]
    public void Other_texts_are_refused(string text) =>
        Assert.Equal("bad-condition", Assert.Throws<RefusalException>(() => Condition.Parse(text)).Code);

    [Fact]
    public void Endless_nesting_is_refused() =>
        Assert.Throws<RefusalException>(() => Condition.Parse(new string('(', 100_000) + "1" + new string(')', 100_000)));

    [Fact]
    public void A_value_that_is_not_needed_is_not_asked_for()
    {
        var asked = new List<string>();

        Condition.Parse("a.x > 5 && b.y > 1").Evaluate(name =>
        {
            asked.Add(name);
            return 4;
        });

        Assert.Equal(["a.x"], asked);
    }

    private static double ValueOf(string name) => name switch
    {
        "a.x" => 4,
        "n.nan" => double.NaN,
        _ => 2,
    };
}
