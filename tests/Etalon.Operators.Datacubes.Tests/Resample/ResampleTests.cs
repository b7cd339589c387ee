using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

public sealed class ResampleTests(Python python) : IClassFixture<Python>
{
    /// <summary>Groups by year, month, day and hour of cftime's calendars, which know nothing of ours.</summary>
    private const string Reference = """
        import cftime
        when = cftime.num2date(time, unit, calendar=calendar)
        def key(d):
            season = d.month % 12 // 3
            return {"hour": (d.year, d.month, d.day, d.hour), "day": (d.year, d.month, d.day), "month": (d.year, d.month),
                "season": (d.year + (d.month == 12), season), "quarter": (d.year, (d.month - 1) // 3), "year": (d.year,),
                "decade": (d.year // 10,), "hour-of-day": (d.hour,), "day-of-year": (d.month, d.day),
                "month-of-year": (d.month,), "season-of-year": (season,)}[period]
        keys = [key(d) for d in when]
        x = np.moveaxis(x.astype(float), axis, 0)
        groups = [np.stack([x[i] for i in range(len(keys)) if keys[i] == k]) for k in sorted(set(keys))]
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            f = {"max": np.nanmax, "min": np.nanmin, "mean": np.nanmean, "std": np.nanstd, "var": np.nanvar, "median": np.nanmedian,
                "sum": lambda g, axis: np.where(np.isnan(g).all(axis), np.nan, np.nansum(g, axis)),
                "count": lambda g, axis: (~np.isnan(g)).sum(axis)}[op]
            out["y"] = np.moveaxis(np.stack([f(g, axis=0) for g in groups]), 0, axis)
        """;

    [Theory]
    [InlineData("standard", CalendarPeriod.Month)]
    [InlineData("standard", CalendarPeriod.Season)]
    [InlineData("noleap", CalendarPeriod.Year)]
    [InlineData("360_day", CalendarPeriod.Quarter)]
    [InlineData("360_day", CalendarPeriod.Month)]
    [InlineData("proleptic_gregorian", CalendarPeriod.Day)]
    [InlineData("standard", CalendarPeriod.Hour)]
    [InlineData("standard", CalendarPeriod.MonthOfYear)]
    [InlineData("noleap", CalendarPeriod.SeasonOfYear)]
    [InlineData("standard", CalendarPeriod.DayOfYear)]
    [InlineData("standard", CalendarPeriod.HourOfDay)]
    [InlineData("standard", CalendarPeriod.Decade)]
    public void Groups_agree_with_an_independent_calendar(string calendar, CalendarPeriod period)
    {
        var random = new Random((int)period + calendar.Length);
        foreach (var operation in Enum.GetValues<ResampleOperation>())
        {
            var axis = random.Next(3);
            var step = period is CalendarPeriod.Hour or CalendarPeriod.Day or CalendarPeriod.HourOfDay ? 0.125 : 4.25;
            var info = Timed(random, axis, calendar, step);
            var cube = RandomCubes.Measured(random, info, missing: 0.2);

            var result = operation == ResampleOperation.Median
                ? Harness.Check(new ResampleMedian(), new ResampleMedian.Parameters(period), ("cube", cube))[0]
                : Harness.Check(new ResampleFold(), new ResampleFold.Parameters(Enum.Parse<FoldOperation>(operation.ToString()), period), ("cube", cube))[0];

            AssertClose(Expected(cube, axis, calendar, step, operation, period), result);
        }
    }

    [Fact]
    public void Monthly_means_have_months_as_bounds_and_say_so()
    {
        var info = new CubeInfo(
            "tas",
            [new Axis("time", 60) { Unit = "days since 2001-01-01", Calendar = "standard", Coordinates = new RegularCoordinates(0.5, 1, 60) }],
            SampleType.Float32);

        var output = new ResampleFold().Describe(new ResampleFold.Parameters(FoldOperation.Mean, CalendarPeriod.Month), Inputs.Of(("cube", info))).Outputs[0];

        Assert.Equal<double>([0, 31, 31, 59, 59, 90], output.Axes[0].Bounds);
        Assert.Equal("time: mean", output.Attributes.Text("cell_methods"));
    }

    [Fact]
    public void A_cube_without_time_is_refused()
    {
        var cube = MemoryCube.Of<float>(RandomCubes.Info(SampleType.Float32, 2), [1, 2]);

        Assert.Equal("no-time-axis", Harness.Refused(new ResampleFold(), new ResampleFold.Parameters(FoldOperation.Mean, CalendarPeriod.Month), ("cube", cube)).Code);
    }

    private static CubeInfo Timed(Random random, int axis, string calendar, double step)
    {
        var info = RandomCubes.Info(random.Next(2) == 0 ? SampleType.Float32 : SampleType.Float64, random.Next(1, 5), random.Next(1, 5), random.Next(1, 40));
        var length = random.Next(90, 300);
        var time = new Axis("time", length) { Unit = "days since 1999-11-20", Calendar = calendar, Coordinates = new RegularCoordinates(0, step, length) };
        return info with { Axes = info.Axes.SetItem(axis, time) };
    }

    private static void AssertClose(double[] expected, MemoryCube result)
    {
        var relative = result.Info.Type == SampleType.Float32 ? 1e-6 : 1e-9;
        var values = result.ToDoubles();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // numpy's variance of one sample is exactly 0, of equal ones nearly so.
            var isSame = double.IsNaN(expected[i]) && double.IsNaN(values[i]);
            isSame |= Math.Abs(expected[i] - values[i]) <= relative * Math.Max(Math.Abs(expected[i]), 1e-3);
            Assert.True(isSame, $"Output {i}: {values[i]:R}, expected {expected[i]:R}.");
        }
    }

    private double[] Expected(MemoryCube cube, int axis, string calendar, double step, ResampleOperation operation, CalendarPeriod period)
    {
        var name = string.Concat(period.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"-{c}" : $"{c}"));
        var head = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"axis, op, period, calendar, unit = {axis}, '{operation}'.lower(), '{name}'.lower(), '{calendar}', 'days since 1999-11-20'\ntime = np.arange({cube.Info.Axes[axis].Length}) * {step}\n");
        return python.Run(head + Reference, ("x", cube))["y"];
    }
}
