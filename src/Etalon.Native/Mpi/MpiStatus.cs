using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>What came with a message (<c>MPI_Status</c> of Open MPI 4).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MpiStatus
{
    public int Source;
    public int Tag;
    public int Error;
    public int IsCancelled;
    public nuint Bytes;
}
