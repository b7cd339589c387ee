namespace Etalon.Operators.Tomography;

/// <summary>One slice to be made.</summary>
/// <param name="Sinogram">The first sample: row after row, one row per projection, none missing.</param>
/// <param name="Centre">Where the axis of rotation is: a column, counted from 0 at the middle of the first pixel.</param>
/// <param name="Slice">Room for the slice: packed rows of as many columns, from the top down.</param>
internal readonly unsafe record struct SliceTask(float* Sinogram, double Centre, float* Slice);
