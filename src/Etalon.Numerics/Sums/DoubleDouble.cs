namespace Etalon.Numerics;

/// <summary>An unevaluated sum of two doubles, about 106 bits: <c>High</c> is the value rounded, <c>Low</c> what is left.</summary>
public readonly record struct DoubleDouble(double High, double Low)
{
    /// <summary>The exact sum of two doubles (Knuth); for any magnitudes as long as nothing overflows.</summary>
    public static DoubleDouble TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    /// <summary>The exact product of two doubles, as long as nothing under- or overflows.</summary>
    public static DoubleDouble TwoProduct(double a, double b)
    {
        var product = a * b;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    /// <summary>The product, to about 2^-104.</summary>
    public DoubleDouble Multiply(DoubleDouble other)
    {
        var product = TwoProduct(High, other.High);
        return TwoSum(product.High, product.Low + ((High * other.Low) + (Low * other.High)));
    }

    /// <summary>Divided by a double, to about 2^-104.</summary>
    public DoubleDouble Divide(double divisor)
    {
        var first = High / divisor;
        var rest = Math.FusedMultiplyAdd(-first, divisor, High) + Low;
        return TwoSum(first, rest / divisor);
    }

    /// <summary>The difference, to about 2^-104 of the larger operand.</summary>
    public DoubleDouble Subtract(DoubleDouble other)
    {
        var high = TwoSum(High, -other.High);
        var low = TwoSum(Low, -other.Low);
        var sum = TwoSum(high.High, high.Low + low.High);
        return TwoSum(sum.High, sum.Low + low.Low);
    }

    /// <summary>
    /// The variance of <paramref name="count"/> numbers from their exact sum and their exact sum of squares; NaN where
    /// <paramref name="ddof"/> leaves no degree of freedom or a sample is infinite.
    /// </summary>
    /// <remarks>
    /// The subtraction cancels, so its operands carry 106 bits: with a mean 10^8 times the deviation, 50 bits are still right.
    /// </remarks>
    public static double Variance(DoubleDouble sum, DoubleDouble squares, long count, double ddof)
    {
        if (count <= ddof || count == 0 || !double.IsFinite(sum.High))
        {
            return double.NaN;
        }

        if (!double.IsFinite(squares.High))
        {
            return double.PositiveInfinity;
        }

        // Divided before it is multiplied: the product is then no larger than the sum of squares, and cannot overflow.
        var spread = squares.Subtract(sum.Divide(count).Multiply(sum));
        return Math.Max(0, spread.Divide(count - ddof).High);
    }
}
