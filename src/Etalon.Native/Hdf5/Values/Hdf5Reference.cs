namespace Etalon.Native;

/// <summary>A reference to an object of the same file (<c>hobj_ref_t</c>); zero refers to nothing.</summary>
/// <param name="Address">Where the object's header lies in the file.</param>
public readonly record struct Hdf5Reference(ulong Address)
{
    /// <summary>Whether it refers to nothing.</summary>
    public bool IsNull => Address is 0 or ulong.MaxValue;
}
