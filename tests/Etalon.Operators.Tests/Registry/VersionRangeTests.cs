namespace Etalon.Operators.Tests;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("^1", "1.0.0,1.9.3", "0.9.0,2.0.0")]
    [InlineData("^1.2", "1.2.0,1.9.0", "1.1.9,2.0.0")]
    [InlineData("^0.3", "0.3.7", "0.4.0,1.0.0")]
    [InlineData("~1.2", "1.2.0,1.2.9", "1.3.0,1.1.0")]
    [InlineData("1.2.3", "1.2.3", "1.2.4,1.2.2")]
    [InlineData("", "0.0.1,9.0.0", "")]
    public void A_range_contains_what_it_says(string range, string inside, string outside)
    {
        var parsed = VersionRange.Parse(range);

        Assert.All(Split(inside), version => Assert.True(parsed.Contains(version)));
        Assert.All(Split(outside), version => Assert.False(parsed.Contains(version)));
    }

    private static string[] Split(string versions) => versions.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
