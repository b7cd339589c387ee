using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>What a group says about one link (<c>H5L_info_t</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct H5LinkRecord
{
    public int Kind;
    public byte HasCreationOrder;
    public long CreationOrder;
    public int CharacterSet;

    /// <summary>The address of a hard link, or the bytes that the value of another link takes.</summary>
    public ulong AddressOrSize;
}
