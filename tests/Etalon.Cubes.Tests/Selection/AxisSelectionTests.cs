using FsCheck;
using FsCheck.Fluent;

namespace Etalon.Cubes.Tests;

public sealed class AxisSelectionTests
{
    private static readonly Axis Latitude = new("lat", 19) { Unit = "degrees_north", Coordinates = new RegularCoordinates(90, -10, 19) };

    private static readonly Axis Energy = new("energy", 5) { Unit = "keV", Coordinates = AxisCoordinates.From([1, 2, 4, 8, 16]) };

    private static readonly Axis Time = new("time", 1461)
    {
        Unit = "days since 2001-01-01",
        Calendar = "standard",
        Coordinates = new RegularCoordinates(0.5, 1, 1461),
    };

    private static readonly Axis Station = new("station", 3) { Coordinates = new LabelCoordinates(["Lecce", "Hamburg", "Grenoble"]) };

    [Fact]
    public void Indexes_select_what_python_selects()
    {
        var cases =
            from length in Gen.Choose(1, 12)
            from start in Gen.Choose(-length, length)
            from end in Gen.Choose(-length, length)
            from step in Gen.Choose(1, 5)
            select (length, start, end, step);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var first = c.start < 0 ? c.start + c.length : c.start;
            var last = c.end < 0 ? c.end + c.length : c.end;
            var expected = Enumerable.Range(0, c.length).Where(i => i >= first && i < last && (i - first) % c.step == 0).ToArray();
            var axis = new Axis("x", c.length);
            if (expected.Length == 0)
            {
                Assert.Equal("empty-selection", Assert.Throws<RefusalException>(() => AxisSelection.Parse(axis, $"{c.start}:{c.end}:{c.step}")).Code);
                return;
            }

            var selection = AxisSelection.Parse(axis, $"{c.start}:{c.end}:{c.step}");
            Assert.Equal(expected, Enumerable.Range(0, (int)selection.Length).Select(i => (int)(selection.Start + (i * selection.Step))));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("3", 3, 1, 1)]
    [InlineData("-1", 18, 1, 1)]
    [InlineData(":", 0, 19, 1)]
    [InlineData("2:", 2, 17, 1)]
    [InlineData(":-2", 0, 17, 1)]
    [InlineData("::5", 0, 4, 5)]
    [InlineData("10..30", 6, 3, 1)]
    [InlineData("30..10", 6, 3, 1)]
    [InlineData("..-70", 16, 3, 1)]
    [InlineData("75..", 0, 2, 1)]
    [InlineData("-5.5..5.5", 9, 1, 1)]
    [InlineData("~14", 8, 1, 1)]
    [InlineData("~16", 7, 1, 1)]
    [InlineData("~0.35 rad", 7, 1, 1)]
    [InlineData("~19 within 1.5", 7, 1, 1)]
    public void A_falling_axis_is_selected_by_index_and_coordinate(string text, long start, long length, long step)
    {
        Assert.Equal(new AxisSelection(start, length, step), AxisSelection.Parse(Latitude, text));
    }

    [Theory]
    [InlineData("2..8", 1, 3)]
    [InlineData("2000..8000 eV", 1, 3)]
    [InlineData("2keV..8", -1, 0)]
    [InlineData("~5 keV", 2, 1)]
    [InlineData("~9000 eV within 1 keV", 3, 1)]
    public void Explicit_coordinates_are_selected_with_their_ends_and_in_other_units(string text, long start, long length)
    {
        if (start < 0)
        {
            Assert.Equal("bad-selection", Assert.Throws<RefusalException>(() => AxisSelection.Parse(Energy, text)).Code);
            return;
        }

        Assert.Equal(new AxisSelection(start, length), AxisSelection.Parse(Energy, text));
    }

    [Theory]
    [InlineData("2003", 730, 365)]
    [InlineData("2003-05", 730 + 120, 31)]
    [InlineData("2004-02-29", 1095 + 59, 1)]
    [InlineData("2003-12..2004-01", 730 + 334, 62)]
    [InlineData("..2001", 0, 365)]
    [InlineData("2004-12-31..", 1460, 1)]
    [InlineData("~2001-01-03T10:00", 2, 1)]
    [InlineData("100:110", 100, 10)]
    [InlineData("100", 100, 1)]
    public void Time_is_selected_by_its_own_words(string text, long start, long length)
    {
        Assert.Equal(new AxisSelection(start, length), AxisSelection.Parse(Time, text));
    }

    [Theory]
    [InlineData("Hamburg", 1, 1)]
    [InlineData("Hamburg..Grenoble", 1, 2)]
    [InlineData("0:2", 0, 2)]
    public void Labels_select(string text, long start, long length)
    {
        Assert.Equal(new AxisSelection(start, length), AxisSelection.Parse(Station, text));
    }

    [Fact]
    public void A_range_selects_exactly_the_coordinates_inside()
    {
        var cases =
            from values in Gen.Choose(-20, 20).ArrayOf().Where(v => v.Distinct().Count() > 1)
            from falling in Gen.Elements(true, false)
            from a in Gen.Choose(-20, 20)
            from b in Gen.Choose(-20, 20)
            select (Values: falling ? values.Distinct().OrderDescending().ToArray() : values.Distinct().Order().ToArray(), a, b);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var axis = new Axis("x", c.Values.Length) { Coordinates = AxisCoordinates.From([.. c.Values.Select(v => v / 8.0)]) };
            var expected = c.Values.Count(v => v >= Math.Min(c.a, c.b) && v <= Math.Max(c.a, c.b));
            var found = 0L;
            try
            {
                var selection = AxisSelection.ByCoordinate(axis, c.a / 8.0, c.b / 8.0);
                found = selection.Length;
                Assert.All(selection.Of(axis).Coordinates!.ToArray(), v => Assert.InRange(v, Math.Min(c.a, c.b) / 8.0, Math.Max(c.a, c.b) / 8.0));
            }
            catch (RefusalException refusal)
            {
                Assert.Equal("empty-selection", refusal.Code);
            }

            Assert.Equal(expected, found);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("lat", "19", "region-outside", "19 samples")]
    [InlineData("lat", "0:20", "region-outside", "19 samples")]
    [InlineData("lat", "100..200", "empty-selection", "from 90 degrees_north to -90 degrees_north")]
    [InlineData("lat", "~33 within 1", "empty-selection", "lat")]
    [InlineData("lat", "~33 kg", "incompatible-units", "kg")]
    [InlineData("lat", "north", "bad-selection", "lat")]
    [InlineData("lat", "0:9:0", "bad-selection", "step of 0")]
    [InlineData("time", "1999", "empty-selection", "from 2001-01-01T12:00:00 to 2004-12-31T12:00:00")]
    [InlineData("time", "2003-13", "bad-moment", "2003-13")]
    [InlineData("station", "Hamborg", "unknown-label", "Hamburg")]
    [InlineData("x", "1.5..2.5", "no-coordinates", "0 to 4")]
    public void What_is_not_there_is_refused_with_the_range_of_the_axis(string name, string text, string code, string said)
    {
        Axis[] axes = [Latitude, Time, Station, new Axis("x", 5)];

        var refusal = Assert.Throws<RefusalException>(() => AxisSelection.Parse(axes.Single(axis => string.Equals(axis.Name, name, StringComparison.Ordinal)), text));

        Assert.Equal(code, refusal.Code);
        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_that_do_not_lie_side_by_side_are_refused()
    {
        var axis = new Axis("x", 3) { Coordinates = AxisCoordinates.From([1, 5, 2]) };

        Assert.Equal("unordered-axis", Assert.Throws<RefusalException>(() => AxisSelection.ByCoordinate(axis, 0, 3)).Code);
    }

    [Fact]
    public void A_coordinate_stored_as_float32_is_included_by_its_decimal_limit()
    {
        var axis = new Axis("x", 3) { Coordinates = AxisCoordinates.From([0.1f, 0.2f, 0.3f]) };

        Assert.Equal(new AxisSelection(0, 2), AxisSelection.ByCoordinate(axis, 0.1, 0.2));
    }
}
