using Etalon.Cubes;

namespace Etalon.Ophidia.Tests;

public sealed class VariableTextTests
{
    private static readonly Dictionary<string, OphidiaVariable> Known = new(StringComparer.Ordinal)
    {
        ["i"] = new("Jan", 1),
        ["month_2"] = new("@i", 2),
    };

    [Theory]
    [InlineData("none", "none")]
    [InlineData("@i", "Jan")]
    [InlineData("&i", "1")]
    [InlineData("a@{i}b&{i}c", "aJanb1c")]
    [InlineData("file_@i.nc", "file_Jan.nc")]
    [InlineData("@i@i&i", "JanJan1")]
    [InlineData("@month_2/&month_2", "@i/2")]
    [InlineData("http://h/?a=1&b=2&c", "http://h/?a=1&b=2&c")]
    [InlineData("ada@host.org", "ada@host.org")]
    [InlineData("50 & 2 @ 3", "50 & 2 @ 3")]
    [InlineData("@", "@")]
    [InlineData("@{", "@{")]
    public void Names_are_replaced_where_they_stand(string text, string expected) => Assert.Equal(expected, VariableText.Replace(text, Known));

    [Theory]
    [InlineData("x/@ii", 3, "Did you mean i")]
    [InlineData("@{month2}", 1, "month_2")]
    [InlineData("&{nobody}", 1, "oph_set")]
    public void An_unknown_name_is_refused_with_its_position(string text, int position, string help)
    {
        var refusal = Assert.Throws<RefusalException>(() => VariableText.Replace(text, Known));

        Assert.Contains($"position {position}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(help, refusal.Help, StringComparison.Ordinal);
    }

    [Fact]
    public void What_grows_too_long_is_refused()
    {
        var huge = new Dictionary<string, OphidiaVariable> { ["x"] = new(new string('x', 100_000), 1) };

        Assert.Equal("text-too-long", Assert.Throws<RefusalException>(() => VariableText.Replace(string.Concat(Enumerable.Repeat("@x ", 100)), huge)).Code);
    }
}
