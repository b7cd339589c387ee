using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>A kind of link (<c>H5L_class_t</c>, version 1).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct H5LinkClass
{
    public int Version;
    public int Kind;
    public byte* Comment;
    public void* Create;
    public void* Move;
    public void* Copy;
    public delegate* unmanaged<byte*, long, void*, nint, long, long, long> Traverse;
    public void* Delete;
    public delegate* unmanaged<byte*, void*, nint, void*, nint, nint> Query;
}
