namespace Etalon.Ophidia.Tests;

public sealed class SqlPatternTests
{
    [Theory]
    [InlineData("tas", "tas", true)]
    [InlineData("tas", "tasmax", false)]
    [InlineData("tas%", "tasmax", true)]
    [InlineData("%max", "tasmax", true)]
    [InlineData("t_s", "tos", true)]
    [InlineData("t_s", "ts", false)]
    [InlineData("100\\%", "100%", true)]
    [InlineData("100\\%", "1000", false)]
    [InlineData("a.c", "abc", false)]
    [InlineData("TAS", "tas", false)]
    public void A_pattern_is_that_of_like(string pattern, string text, bool fits) => Assert.Equal(fits, new SqlPattern(pattern).Fits(text));

    [Fact]
    public void Case_is_passed_over_where_that_is_asked_for() => Assert.True(new SqlPattern("OPH_%", ignoreCase: true).Fits("oph_list"));
}
