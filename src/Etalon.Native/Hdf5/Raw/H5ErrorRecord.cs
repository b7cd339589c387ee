using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>One entry of the error stack (<c>H5E_error2_t</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct H5ErrorRecord
{
    public long Class;
    public long Major;
    public long Minor;
    public uint Line;
    public byte* Function;
    public byte* File;
    public byte* Description;
}
