using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The number of an open netCDF file; closes it inside the lock.</summary>
internal sealed class NetCdfId : SafeHandle
{
    public NetCdfId(int id)
        : base(-1, ownsHandle: true) => SetHandle(id);

    public override bool IsInvalid => handle < 0;

    /// <summary>What closing returned; 0 before.</summary>
    public int CloseCode { get; private set; }

    public int Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return (int)handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        using var gate = Hdf5Lock.Enter();
        CloseCode = Nc.Close((int)handle);
        return true;
    }
}
