namespace Etalon.Ophidia.Tests;

public sealed class FilterTests
{
    [Theory]
    [InlineData("all", 1, "0-9/1")]
    [InlineData("1", 1, "0-0/1")]
    [InlineData("end", 1, "9-9/1")]
    [InlineData("2:4", 1, "1-3/1")]
    [InlineData("1:3:end", 1, "0-9/3")]
    [InlineData("1:2, 7, 9:end", 1, "0-1/1 6-6/1 8-9/1")]
    [InlineData("0:end", 0, "0-9/1")]
    public void Places_count_from_1_in_cubes_and_from_0_in_files_and_ends_are_included(string text, long origin, string expected) => Assert.Equal(
        expected, string.Join(' ', IndexFilter.Parse(text, 10, origin).Select(range => $"{range.First}-{range.Last}/{range.Step}")));

    [Fact]
    public void A_range_counts_its_places() => Assert.Equal(4, Assert.Single(IndexFilter.Parse("1:3:end", 10)).Count);

    [Theory]
    [InlineData("0")]
    [InlineData("11")]
    [InlineData("5:2")]
    [InlineData("1:0:4")]
    [InlineData("1:2:3:4")]
    [InlineData("a")]
    [InlineData("-1")]
    [InlineData("1,")]
    public void What_leaves_the_dimension_or_is_no_place_is_refused(string text) =>
        Assert.Equal(OphidiaError.Parameter, Assert.Throws<OphidiaException>(() => IndexFilter.Parse(text, 10)).Error);

    [Fact]
    public void Dates_mean_all_of_what_they_name()
    {
        Assert.Equal(new DatePart(2000), DatePart.Parse("2000"));
        Assert.Equal(new DatePart(2000, 2), DatePart.Parse("2000-02"));
        Assert.Equal(new DatePart(2000, 2, 5, 12), DatePart.Parse("2000-2-5 12"));
        Assert.Equal(new DatePart(2000, 2, 30, 12, 30, 1), DatePart.Parse("2000-02-30T12:30:01"));
        Assert.True(DatePart.Parse("2000-02-30T12:30:01").IsInstant);
        Assert.False(DatePart.Parse("2000-02-30T12:30").IsInstant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2000-13")]
    [InlineData("2000-00")]
    [InlineData("2000-02-32")]
    [InlineData("2000-02-05 24")]
    [InlineData("2000-02-05 12:60")]
    [InlineData("tomorrow")]
    public void What_is_no_date_is_refused(string text) =>
        Assert.Contains("YYYY-MM-DD", Assert.Throws<OphidiaException>(() => DatePart.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Intervals_seasons_and_lists_are_read()
    {
        var spans = TimeFilter.Parse("2000-02_2000-05-10, jja,1999");

        Assert.Equal(
            [
                new(new DatePart(2000, 2), new DatePart(2000, 5, 10)), new(null, null, Season.Summer), new(new DatePart(1999), new DatePart(1999)),
            ],
            spans.ToArray());
        Assert.Throws<OphidiaException>(() => TimeFilter.Parse("1999_2000_2001"));
    }

    [Fact]
    public void Brackets_with_conditions_are_filters_and_lists_of_cubes_are_not()
    {
        Assert.Equal([("level", "1", false), ("measure", "tos", true)], MassiveFilter.Parse("[level=1; measure!=tos]")!.Conditions.ToArray());
        Assert.Empty(MassiveFilter.Parse("[]")!.Conditions);
        Assert.Null(MassiveFilter.Parse("https://h/ophidia/3/16"));
        Assert.Null(MassiveFilter.Parse("[https://h/ophidia/3/16|https://h/ophidia/3/17]"));
        Assert.Throws<OphidiaException>(() => MassiveFilter.Parse("[size=3]"));
    }
}
