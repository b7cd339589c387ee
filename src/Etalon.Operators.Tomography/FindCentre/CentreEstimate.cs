using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>Where one method sees the axis in one slice.</summary>
/// <param name="Centre">A column, counted from 0 at the middle of the first pixel; NaN for nowhere.</param>
/// <param name="Quality">How clearly, from 0 to 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CentreEstimate(double Centre, double Quality)
{
    /// <summary>The method does not suit the scan, or sees nothing.</summary>
    public static CentreEstimate None { get; } = new(double.NaN, 0);
}
