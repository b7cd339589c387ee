using Etalon.Numerics;

namespace Etalon.Operators.Datacubes;

/// <summary>What is known of elements: count, sums of powers, extremes.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sums">Sums of their first, second, third and fourth powers, as far as they are wanted.</param>
/// <param name="Max">The largest.</param>
/// <param name="Min">The smallest.</param>
internal readonly record struct RowMoments(double Count, (DoubleDouble First, DoubleDouble Second, DoubleDouble Third, DoubleDouble Fourth) Sums, double Max, double Min)
{
    /// <summary>The mean; NaN without any element.</summary>
    public double Mean => Centre.High;

    /// <summary>The variance by n - 1; 0 for one element.</summary>
    public double Variance => Count > 0 ? Math.Max(0, Spread.High) / Math.Max(1, Count - 1) : double.NaN;

    /// <summary>The third moment of standardised elements.</summary>
    public double Skewness
    {
        get
        {
            var mean = Centre;
            var square = mean.Multiply(mean);
            var cube = Sums.Third.Subtract(Times(3, mean.Multiply(Sums.Second))).Subtract(Times(-2, square.Multiply(Sums.First)));
            return cube.High / Count / Math.Pow(Variance, 1.5);
        }
    }

    /// <summary>The fourth moment of standardised elements, less that of the normal distribution.</summary>
    public double Kurtosis
    {
        get
        {
            var mean = Centre;
            var square = mean.Multiply(mean);
            var fourth = Sums.Fourth.Subtract(Times(4, mean.Multiply(Sums.Third)))
                .Subtract(Times(-6, square.Multiply(Sums.Second)))
                .Subtract(Times(3, square.Multiply(mean).Multiply(Sums.First)));
            return (fourth.High / Count / (Variance * Variance)) - 3;
        }
    }

    private DoubleDouble Centre => Count > 0 && double.IsFinite(Sums.First.High) ? Sums.First.Divide(Count) : new DoubleDouble(Count > 0 ? Sums.First.High : double.NaN, 0);

    /// <summary>The sum of squared distances from the mean. It cancels, which 106 bits can afford.</summary>
    private DoubleDouble Spread => Sums.Second.Subtract(Centre.Multiply(Sums.First));

    private static DoubleDouble Times(double factor, DoubleDouble value) => value.Multiply(new DoubleDouble(factor, 0));
}
