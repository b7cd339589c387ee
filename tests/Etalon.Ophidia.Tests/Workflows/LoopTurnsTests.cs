using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class LoopTurnsTests
{
    [Theory]
    [InlineData("a|b|c", "-", "a1 b2 c3")]
    [InlineData("-", "1:3", "11 22 33")]
    [InlineData("", "2:3:9", "22 55 88")]
    [InlineData("-", "5,1:2", "55 11 22")]
    [InlineData("x|y", "10:11", "x10 y11")]
    [InlineData("one", "7", "one7")]
    public void Each_turn_has_a_label_and_an_index(string values, string counter, string expected) =>
        Assert.Equal(expected, string.Join(' ', LoopTurns.Of(values, counter).Select(turn => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{turn.Label}{turn.Index}"))));

    [Theory]
    [InlineData("-", "-", "neither")]
    [InlineData("a|b", "1:3", "2 values and 3")]
    [InlineData("-", "3:1", "counter is")]
    [InlineData("-", "1:0:3", "counter is")]
    [InlineData("-", "1:2:3:4", "counter is")]
    [InlineData("-", "a", "counter is")]
    [InlineData("-", "1:10001", "10001 turns")]
    [InlineData("-", "1:1000000000", "1000000000 turns")]
    public void What_is_no_loop_is_refused(string values, string counter, string why) =>
        Assert.Contains(why, Assert.Throws<RefusalException>(() => LoopTurns.Of(values, counter)).Message, StringComparison.Ordinal);

    [Fact]
    public void Ten_thousand_turns_are_allowed_and_no_value_more()
    {
        Assert.Equal(10_000, LoopTurns.Of("-", "1:10000").Length);
        Assert.Throws<RefusalException>(() => LoopTurns.Of(string.Join('|', Enumerable.Range(0, 10_001)), "-"));
    }
}
