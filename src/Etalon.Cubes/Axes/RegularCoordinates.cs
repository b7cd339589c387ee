namespace Etalon.Cubes;

/// <summary>Equally spaced coordinates: <c>Start + index * Step</c>.</summary>
public sealed record RegularCoordinates(double Start, double Step, long Count) : AxisCoordinates
{
    /// <inheritdoc />
    public override long Length => Count;

    /// <inheritdoc />
    public override double this[long index] => Start + (index * Step);

    /// <inheritdoc />
    public override AxisCoordinates Slice(long start, long length, long step = 1) =>
        new RegularCoordinates(this[start], Step * step, length);
}
