using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>A sequence of any length in memory (<c>hvl_t</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct H5Sequence
{
    public nint Length;
    public void* Pointer;
}
