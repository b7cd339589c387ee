namespace Etalon.Operators.Tomography;

/// <summary>What a pixel is compared with.</summary>
public enum ZingerWindow
{
    /// <summary>The pixels around it in the same projection, 3 x 3.</summary>
    Space,

    /// <summary>The pixels around it in its sinogram: three columns of three neighbouring projections.</summary>
    Sinogram,

    /// <summary>The same pixel in three neighbouring projections.</summary>
    Time,
}
