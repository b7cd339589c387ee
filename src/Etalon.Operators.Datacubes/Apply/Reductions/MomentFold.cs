using System.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>Counts, sums, means, deviations and moments.</summary>
internal sealed unsafe class MomentFold<T>(ArrayReduction reduction, double order, Int128? missing) : IRunFold<T, double>
    where T : unmanaged, INumber<T>
{
    private readonly T? _missing = missing is { } fill ? T.CreateTruncating(fill) : null;

    /// <inheritdoc />
    public double Fold(T* run, int length)
    {
        var (sum, count) = RunSums<T>.Of(run, length, _missing);
        if (reduction == ArrayReduction.Count)
        {
            return count;
        }

        if (count == 0)
        {
            return double.NaN;
        }

        var mean = double.IsFinite(sum.High) ? sum.Divide(count).High : sum.High;
        switch (reduction)
        {
            case ArrayReduction.Sum:
                return sum.High;
            case ArrayReduction.Avg:
                return mean;
            case ArrayReduction.Var or ArrayReduction.Std:
                // One element has no spread.
                var variance = RunSums<T>.Squares(run, length, _missing, mean) / Math.Max(1, count - 1);
                return reduction == ArrayReduction.Var ? variance : Math.Sqrt(variance);
            default:
                var centre = reduction is ArrayReduction.CMoment or ArrayReduction.AcMoment ? mean : 0;
                var isAbsolute = reduction is ArrayReduction.AcMoment or ArrayReduction.ArMoment;
                return RunSums<T>.Powers(run, length, _missing, centre, order, isAbsolute) / count;
        }
    }
}
