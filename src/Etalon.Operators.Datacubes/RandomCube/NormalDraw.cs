using System.Numerics;
using System.Runtime.InteropServices;

namespace Etalon.Operators.Datacubes;

/// <summary>The bell curve by inverting its distribution function (Wichura, algorithm AS 241, 16 digits).</summary>
/// <remarks>
/// One pair of words gives one sample, so any cut gives the same ones. Rational functions, a square root and an own logarithm: the
/// same bits on every processor, where a library's logarithm may differ in the last one.
/// </remarks>
internal sealed class NormalDraw<T>(double mean, double deviation) : IRandomDraw<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double[] CentreTop =
    [
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
    ];

    private static readonly double[] CentreBottom =
    [
        5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
        5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
    ];

    private static readonly double[] MiddleTop =
    [
        7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
        3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
    ];

    private static readonly double[] MiddleBottom =
    [
        1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
        0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
    ];

    private static readonly double[] TailTop =
    [
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
        0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
    ];

    private static readonly double[] TailBottom =
    [
        2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
        0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
    ];

    /// <inheritdoc />
    public int WordsPerSample => 2;

    /// <inheritdoc />
    public void Draw(ReadOnlySpan<uint> words, Span<T> samples)
    {
        var pairs = MemoryMarshal.Cast<uint, ulong>(words);
        for (var i = 0; i < samples.Length; i++)
        {
            // Half a step away from 0 and 1, where the curve has no end.
            var share = ((pairs[i] >> 12) + 0.5) * (1.0 / (1L << 52));
            samples[i] = T.CreateTruncating(mean + (deviation * Inverse(share)));
        }
    }

    /// <summary>The value below which that share of the standard bell curve lies.</summary>
    internal static double Inverse(double share)
    {
        var fromMiddle = share - 0.5;
        if (Math.Abs(fromMiddle) <= 0.425)
        {
            var near = 0.180625 - (fromMiddle * fromMiddle);
            return fromMiddle * Polynomial(CentreTop, near) / Polynomial(CentreBottom, near);
        }

        var depth = Math.Sqrt(-Logarithm(fromMiddle < 0 ? share : 1 - share));
        var value = depth <= 5
            ? Polynomial(MiddleTop, depth - 1.6) / Polynomial(MiddleBottom, depth - 1.6)
            : Polynomial(TailTop, depth - 5) / Polynomial(TailBottom, depth - 5);
        return fromMiddle < 0 ? -value : value;
    }

    /// <summary>The natural logarithm of a positive normal number, by the series of the area tangent; error below 2 units in the last place.</summary>
    private static double Logarithm(double value)
    {
        var power = Math.ILogB(value);
        var fraction = Math.ScaleB(value, -power);
        if (fraction > 1.4142135623730951)
        {
            fraction /= 2;
            power++;
        }

        var small = (fraction - 1) / (fraction + 1);
        var square = small * small;
        var sum = 0.0;
        for (var term = 21; term >= 1; term -= 2)
        {
            sum = (sum * square) + (1.0 / term);
        }

        return (2 * small * sum) + (power * 0.693147180559945309417);
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        var sum = 0.0;
        foreach (var coefficient in coefficients)
        {
            sum = (sum * x) + coefficient;
        }

        return sum;
    }
}
