namespace Etalon.Native;

/// <summary>How a group knows a member.</summary>
public enum Hdf5LinkKind
{
    /// <summary>The object itself.</summary>
    Hard,

    /// <summary>A path within the same file; may lead nowhere.</summary>
    Soft,

    /// <summary>A path in another file; never followed here.</summary>
    External,

    /// <summary>A kind that some program defined for itself; never followed here.</summary>
    Foreign,
}
