using System.Collections.Immutable;
using Etalon.Cubes;
using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Which of seven statistics are wanted, and what has to be summed for them.</summary>
internal sealed class MomentMask
{
    /// <summary>The digits of a mask.</summary>
    public const int Length = 7;

    private static readonly ImmutableArray<string> Names = ["mean", "variance", "deviation", "skewness", "kurtosis", "maximum", "minimum"];
    private static readonly ImmutableArray<string> FieldNames = ["count", "sum", "sum2", "sum3", "sum4", "maximum", "minimum"];
    private static readonly ImmutableArray<int> HighestPowers = [1, 2, 2, 3, 4, 0, 0];
    private static readonly (int Count, int Max, int Min) At = (0, 5, 6);

    private readonly ImmutableArray<int> _statistics;
    private readonly ImmutableArray<int> _fields;

    private MomentMask(ImmutableArray<int> statistics)
    {
        _statistics = statistics;
        Powers = statistics.Max(statistic => HighestPowers[statistic]);
        _fields =
        [
            .. Enumerable.Range(At.Count, 1 + Powers), .. statistics.Contains(At.Max) ? [At.Max] : Array.Empty<int>(),
            .. statistics.Contains(At.Min) ? [At.Min] : Array.Empty<int>(),
        ];
    }

    /// <summary>The highest power that is summed; 0 for none.</summary>
    public int Powers { get; }

    /// <summary>How many statistics there are.</summary>
    public int Statistics => _statistics.Length;

    /// <summary>How many fields the partial sums of one element have.</summary>
    public int Fields => _fields.Length;

    /// <summary>The mask of a text of up to seven digits 0 and 1; null if it is none, or chooses nothing.</summary>
    public static MomentMask? Find(string text)
    {
        ImmutableArray<int> chosen = [.. Enumerable.Range(0, text.Length).Where(i => text[i] == '1')];
        return text.Length <= Length && chosen.Length > 0 && text.All(digit => digit is '0' or '1') ? new MomentMask(chosen) : null;
    }

    /// <summary>The axis of the statistics; none if there is only one.</summary>
    public ImmutableArray<Axis> StatisticAxis() => Labelled("statistic", [.. _statistics.Select(statistic => Names[statistic])]);

    /// <summary>The axis of the partial sums.</summary>
    public ImmutableArray<Axis> FieldAxis() => Labelled("part", [.. _fields.Select(field => FieldNames[field])]);

    /// <summary>One of the statistics.</summary>
    public double Statistic(int index, in RowMoments moments) => _statistics[index] switch
    {
        0 => moments.Mean,
        1 => moments.Variance,
        2 => Math.Sqrt(moments.Variance),
        3 => moments.Skewness,
        4 => moments.Kurtosis,
        5 => moments.Max,
        _ => moments.Min,
    };

    /// <summary>One of the partial sums.</summary>
    public double Field(int index, in RowMoments moments) => _fields[index] switch
    {
        0 => moments.Count,
        1 => moments.Sums.First.High,
        2 => moments.Sums.Second.High,
        3 => moments.Sums.Third.High,
        4 => moments.Sums.Fourth.High,
        5 => moments.Max,
        _ => moments.Min,
    };

    /// <summary>Where partial sums of one element have a field; -1 if they lack it.</summary>
    public (int Max, int Min) Extremes => (_fields.IndexOf(At.Max), _fields.IndexOf(At.Min));

    /// <summary>What the added-up fields of partial sums stand for.</summary>
    public RowMoments Moments(Func<int, DoubleDouble> sum, Func<int, double> max, Func<int, double> min)
    {
        DoubleDouble Power(int power) => power <= Powers ? sum(power) : default;
        var (largest, smallest) = Extremes;
        return new RowMoments(
            sum(0).High, (Power(1), Power(2), Power(3), Power(4)), largest < 0 ? double.NaN : max(largest), smallest < 0 ? double.NaN : min(smallest));
    }

    private static ImmutableArray<Axis> Labelled(string name, ImmutableArray<string> labels) =>
        labels.Length == 1 ? [] : [new Axis(name, labels.Length) { Coordinates = new LabelCoordinates(labels) }];
}
