using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes.Tests;

/// <summary>The same random cubes through CDO's operators and ours.</summary>
/// <remarks>
/// The levels of a cube are independent random fields, with gaps and with cells that are always missing; ours run under the
/// harness, cut at random. CDO is started nine times per cube, each time with a chain of many operators.
/// </remarks>
public sealed class CdoTests(CdoAnswers cdo) : IClassFixture<CdoAnswers>
{
    private static readonly string[] Folds = ["mean", "max", "min", "sum", "std", "std1", "var", "var1"];

    public static TheoryData<string, int> Cubes() => new()
    {
        { "standard", 1 },
        { "noleap", 2 },
        { "360_day", 3 },
    };

    [Theory]
    [MemberData(nameof(Cubes))]
    public void Folds_of_whole_axes_agree(string calendar, int seed)
    {
        var answer = cdo.Of(calendar, seed);
        foreach (var fold in Folds)
        {
            answer.AssertSame($"tim{fold}", Fold(answer.X, fold, "time"));
            answer.AssertSame($"zon{fold}", Fold(answer.X, fold, "lon"));
        }

        answer.AssertSame("vertmax", Fold(answer.X, "max", "lev"));
        answer.AssertSame("vertsum", Fold(answer.X, "sum", "lev"));
        answer.AssertSame("fldmax", Fold(answer.X, "max", "lat", "lon"));
        answer.AssertSame("fldsum", Fold(answer.X, "sum", "lat", "lon"));
    }

    [Theory]
    [MemberData(nameof(Cubes))]
    public void Calendar_groups_agree(string calendar, int seed)
    {
        var answer = cdo.Of(calendar, seed);
        foreach (var (prefix, period) in (ReadOnlySpan<(string, CalendarPeriod)>)[
            ("day", CalendarPeriod.Day), ("mon", CalendarPeriod.Month), ("seas", CalendarPeriod.Season), ("year", CalendarPeriod.Year),
            ("ymon", CalendarPeriod.MonthOfYear)])
        {
            foreach (var fold in Folds)
            {
                var (operation, ddof) = Operation(fold);
                var parameters = new ResampleFold.Parameters(operation, period, Ddof: ddof);
                answer.AssertSame(prefix + fold, Harness.Check(new ResampleFold(), parameters, ("cube", answer.X))[0]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cubes))]
    public void Arithmetic_of_two_cubes_agrees(string calendar, int seed)
    {
        var answer = cdo.Of(calendar, seed);
        foreach (var (name, method) in (ReadOnlySpan<(string, CombineMethod)>)[
            ("sub", CombineMethod.Sub), ("add", CombineMethod.Add), ("mul", CombineMethod.Mul), ("div", CombineMethod.Div)])
        {
            var result = Harness.Check(new CombineSamples(), new CombineSamples.Parameters(method), ("a", answer.X), ("b", answer.Y))[0];
            answer.AssertSame(name, result);
        }

        answer.AssertSame("expr", Calculate("2 * x + sqrt(x) * x / 7 - x"));
        answer.AssertSame("exprwhere", Calculate("where(x > 283, x, 100) + exp(x / 100)"));
        answer.AssertSame("exprfunc", Calculate("log(x) * sin(x) + x^2.5 / 1000"));

        MemoryCube Calculate(string text) =>
            Harness.Check(new CalculateSamples(), new CalculateSamples.Parameters(text, ["x"]), ("x", answer.X))[0];
    }

    [Theory]
    [MemberData(nameof(Cubes))]
    public void Parts_agree(string calendar, int seed)
    {
        var answer = cdo.Of(calendar, seed);

        answer.AssertSame("selindexbox", Part("lat=index:1:3; lon=index:0:4"));
        answer.AssertSame("sellonlatbox", Part("lat=-25..25; lon=20..100"));
        answer.AssertSame("selmonth", Part("time=2000-02"));
        answer.AssertSame("seldate", Part("time=2000-01-05..2000-03-10"));

        MemoryCube Part(string select) => Harness.Check(new Subset(), new Subset.Parameters(select), ("cube", answer.X))[0];
    }

    [Theory]
    [MemberData(nameof(Cubes))]
    public void Quantiles_agree(string calendar, int seed)
    {
        var answer = cdo.Of(calendar, seed);
        foreach (var percent in (int[])[0, 10, 50, 75, 100])
        {
            var parameters = new Quantile.Parameters(["time"], percent / 100.0);
            answer.AssertSame(
                string.Create(CultureInfo.InvariantCulture, $"timpctl{percent}"), Harness.Check(new Quantile(), parameters, ("cube", answer.X))[0]);
        }
    }

    private static MemoryCube Fold(MemoryCube cube, string fold, params string[] axes)
    {
        var (operation, ddof) = Operation(fold);
        return Harness.Check(new Fold(), new Fold.Parameters(operation, [.. axes], ddof), ("cube", cube))[0];
    }

    private static (FoldOperation Operation, double Ddof) Operation(string fold) => fold.EndsWith('1')
        ? (Enum.Parse<FoldOperation>(fold[..^1], ignoreCase: true), 1)
        : (Enum.Parse<FoldOperation>(fold, ignoreCase: true), 0);
}
