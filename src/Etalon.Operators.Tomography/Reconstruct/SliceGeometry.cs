using System.Collections.Immutable;

namespace Etalon.Operators.Tomography;

/// <summary>What a solver knows of the scan.</summary>
/// <param name="Radians">The angle of every projection.</param>
/// <param name="Weights">How much of the half circle each projection stands for, in radians (<see cref="ScanAngles.Weights"/>).</param>
/// <param name="Columns">Samples of a projection's row.</param>
/// <param name="PixelCentimetres">The pitch of columns, and of the slice's pixels.</param>
/// <param name="Size">Rows and columns of a slice; the axis of rotation is at its middle, (Size - 1) / 2.</param>
internal sealed record SliceGeometry(ImmutableArray<double> Radians, ImmutableArray<double> Weights, int Columns, double PixelCentimetres, int Size)
{
    /// <summary>Projections.</summary>
    public int Angles => Radians.Length;
}
