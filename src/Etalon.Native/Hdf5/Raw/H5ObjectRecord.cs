using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The beginning of what a file says about an object (<c>H5O_info_t</c>); the rest is only room.</summary>
[StructLayout(LayoutKind.Sequential, Size = 256)]
internal struct H5ObjectRecord
{
    public ulong File;
    public ulong Address;
    public int Kind;
    public uint References;
}
