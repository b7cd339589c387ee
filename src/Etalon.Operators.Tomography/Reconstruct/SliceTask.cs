using System.Runtime.InteropServices;

namespace Etalon.Operators.Tomography;

/// <summary>One slice to be made.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SliceTask(float* sinogram, double centre, float* slice)
{
    /// <summary>The first sample: row after row, one row per projection, packed, none missing.</summary>
    public float* Sinogram => sinogram;

    /// <summary>Where the axis of rotation is: a column, counted from 0 at the middle of the first pixel.</summary>
    public double Centre => centre;

    /// <summary>Room for the slice: packed rows of as many columns, from the top down.</summary>
    public float* Slice => slice;
}
