namespace Etalon.Native;

/// <summary>How a file is opened.</summary>
public enum Hdf5Access
{
    /// <summary>For reading.</summary>
    Read,

    /// <summary>For reading and writing.</summary>
    ReadWrite,

    /// <summary>For reading while one other process writes (SWMR).</summary>
    ReadWhileWritten,
}
