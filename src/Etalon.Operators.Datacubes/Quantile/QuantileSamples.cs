using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>What a quantile makes of a cube's samples.</summary>
internal static class QuantileSamples
{
    /// <summary>float32 stays, all else becomes float64; the unit stays.</summary>
    public static CubeInfo Describe(CubeInfo cube, string over, double q) => cube with
    {
        Type = cube.Type == SampleType.Float32 ? SampleType.Float32 : SampleType.Float64,
        Missing = null,
        // CF knows the median, and no other quantile.
        Attributes = FoldedCube.WithMethod(cube.Attributes.Without("actual_range"), q == 0.5 ? over : "", "median"),
    };

    /// <summary>Between two neighbours as numpy does it: exact at both ends, and never beyond them.</summary>
    public static double Between(double low, double high, double fraction)
    {
        if (fraction == 0 || low == high)
        {
            return low;
        }

        var difference = high - low;
        return fraction < 0.5 ? low + (difference * fraction) : high - (difference * (1 - fraction));
    }
}
