namespace Etalon.Operators.Tomography;

/// <summary>
/// Where the samples of filtered rows lie: sixteen slices side by side, two samples per pixel, from the axis of rotation as far to
/// either side as the corners of a slice are away from it.
/// </summary>
/// <param name="Size">Rows and columns of a slice.</param>
internal sealed record LaneRows(int Size)
{
    /// <summary>Slices side by side: the floats of one 512-bit register and of one cache line.</summary>
    public const int Lanes = 16;

    /// <summary>Samples per pixel. With two, and the filter making up for it, linear interpolation keeps what a pixel can hold.</summary>
    public const int Oversampling = 2;

    /// <summary>Pixels from the axis to the farthest corner, and one more for the neighbour that interpolation takes.</summary>
    public int Reach { get; } = (int)Math.Ceiling((Size - 1) * Math.Sqrt(0.5)) + 1;

    /// <summary>The sample that lies on the axis.</summary>
    public int Axis => Oversampling * Reach;

    /// <summary>Samples of a row, each sixteen floats.</summary>
    public int Positions => (2 * Axis) + Oversampling;

    /// <summary>Floats of a row of sixteen slices.</summary>
    public int Floats => Positions * Lanes;
}
