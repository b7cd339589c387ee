namespace Etalon.Cubes;

/// <summary>Where the samples of an axis lie, in the axis's unit.</summary>
public abstract record AxisCoordinates
{
    /// <summary>How many there are.</summary>
    public abstract long Length { get; }

    /// <summary>The coordinate of one sample.</summary>
    public abstract double this[long index] { get; }

    /// <summary>The coordinates of a part: every <paramref name="step"/>-th from <paramref name="start"/>.</summary>
    public abstract AxisCoordinates Slice(long start, long length, long step = 1);

    /// <summary>All values; only for axes, never for samples.</summary>
    public double[] ToArray()
    {
        var values = new double[Length];
        for (var i = 0L; i < values.LongLength; i++)
        {
            values[i] = this[i];
        }

        return values;
    }

    /// <summary>Regular coordinates where the values are equally spaced to rounding, explicit ones otherwise.</summary>
    public static AxisCoordinates From(ReadOnlySpan<double> values)
    {
        if (values.Length < 2 || !double.IsFinite(values[0]))
        {
            return new ExplicitCoordinates([.. values]);
        }

        var step = (values[^1] - values[0]) / (values.Length - 1);
        for (var i = 0; i < values.Length; i++)
        {
            // Exactness matters more than compactness: a regular axis must give back the very same numbers.
            // Bits are compared, because -0 equals 0.
            if (BitConverter.DoubleToInt64Bits(values[0] + (i * step)) != BitConverter.DoubleToInt64Bits(values[i]))
            {
                return new ExplicitCoordinates([.. values]);
            }
        }

        return new RegularCoordinates(values[0], step, values.Length);
    }
}
