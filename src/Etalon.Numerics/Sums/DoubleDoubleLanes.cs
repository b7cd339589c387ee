using System.Runtime.Intrinsics;

namespace Etalon.Numerics;

/// <summary>Eight <see cref="DoubleDouble"/>; every operation gives the bits that the one for a single number gives.</summary>
internal readonly record struct DoubleDoubleLanes(Vector512<double> High, Vector512<double> Low)
{
    /// <summary>The exact sum of two doubles.</summary>
    public static DoubleDoubleLanes TwoSum(Vector512<double> a, Vector512<double> b)
    {
        var sum = a + b;
        var part = sum - a;
        return new DoubleDoubleLanes(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The mean of <paramref name="count"/> numbers from their sum; NaN where there are none.</summary>
    public static Vector512<double> Mean(DoubleDoubleLanes sum, Vector512<double> count)
    {
        // Zero by zero is a NaN whose sign depends on the order of operands; one by one it is always the same.
        var isMissing = Vector512.Equals(count, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(isMissing, Vector512.Create(double.NaN), sum.Divide(count).High);
    }

    /// <summary>The variance of <paramref name="count"/> numbers; sums and squares are finite.</summary>
    public static Vector512<double> Variance(DoubleDoubleLanes sum, DoubleDoubleLanes squares, Vector512<double> count, double ddof)
    {
        var least = Vector512.Create(ddof);
        var spread = squares.Subtract(sum.Divide(count).Multiply(sum)).Divide(count - least).High;
        var variance = Vector512.ConditionalSelect(Vector512.LessThanOrEqual(spread, Vector512<double>.Zero), Vector512<double>.Zero, spread);
        var isMissing = Vector512.LessThanOrEqual(count, least) | Vector512.Equals(count, Vector512<double>.Zero);
        return Vector512.ConditionalSelect(isMissing, Vector512.Create(double.NaN), variance);
    }

    private static DoubleDoubleLanes TwoProduct(Vector512<double> a, Vector512<double> b)
    {
        var product = a * b;
        return new DoubleDoubleLanes(product, Vector512.FusedMultiplyAdd(a, b, -product));
    }

    private DoubleDoubleLanes Multiply(DoubleDoubleLanes other)
    {
        var product = TwoProduct(High, other.High);
        return TwoSum(product.High, product.Low + ((High * other.Low) + (Low * other.High)));
    }

    private DoubleDoubleLanes Divide(Vector512<double> divisor)
    {
        var first = High / divisor;
        var rest = Vector512.FusedMultiplyAdd(-first, divisor, High) + Low;
        return TwoSum(first, rest / divisor);
    }

    private DoubleDoubleLanes Subtract(DoubleDoubleLanes other)
    {
        var high = TwoSum(High, -other.High);
        var low = TwoSum(Low, -other.Low);
        var sum = TwoSum(high.High, high.Low + low.High);
        return TwoSum(sum.High, sum.Low + low.Low);
    }
}
