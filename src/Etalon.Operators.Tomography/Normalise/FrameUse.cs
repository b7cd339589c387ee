namespace Etalon.Operators.Tomography;

/// <summary>How flat or dark frames are used.</summary>
public enum FrameUse
{
    /// <summary>Frames taken at one time are averaged, and averages are interpolated to the time of each projection.</summary>
    Time,

    /// <summary>All frames are averaged.</summary>
    Mean,

    /// <summary>There are none, or they are not to be used.</summary>
    None,
}
