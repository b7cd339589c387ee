namespace Etalon.Cubes;

/// <summary>Equally spaced coordinates: <c>Start + index * Step</c>.</summary>
public sealed record RegularCoordinates(double Start, double Step, long Count) : AxisCoordinates
{
    /// <inheritdoc />
    public override long Length => Count;

    /// <inheritdoc />
    public override double this[long index] => Start + (index * Step);

    /// <inheritdoc />
    /// <remarks>The part has the very same numbers; where rounding forbids regular ones they are listed.</remarks>
    public override AxisCoordinates Slice(long start, long length, long step = 1)
    {
        var part = new RegularCoordinates(this[start], Step * step, length);
        if (IsExact)
        {
            return part;
        }

        for (var i = 0L; i < length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(part[i]) != BitConverter.DoubleToInt64Bits(this[start + (i * step)]))
            {
                return Listed(start, length, step);
            }
        }

        return part;
    }

    /// <summary>Whole numbers within 2^53 are summed without rounding.</summary>
    private bool IsExact => Math.Floor(Start) == Start && Math.Floor(Step) == Step && Math.Abs(Start) + Math.Abs(Step * Count) < 1L << 53;

    private ExplicitCoordinates Listed(long start, long length, long step)
    {
        var values = new double[length];
        for (var i = 0L; i < length; i++)
        {
            values[i] = this[start + (i * step)];
        }

        return new ExplicitCoordinates([.. values]);
    }
}
