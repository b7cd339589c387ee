using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>An identifier of the library that is given back when disposed, whatever its kind.</summary>
/// <remarks>
/// Giving back happens inside the lock, also on the finalizer thread, so it never meets a call that still uses the number.
/// An identifier whose file was closed before is gone already; giving it back then does nothing.
/// </remarks>
internal sealed class Hdf5Id : SafeHandle
{
    public Hdf5Id(long id, string call, string subject = "")
        : base(-1, ownsHandle: true) => SetHandle((nint)Hdf5Error.Check(id, call, subject));

    public override bool IsInvalid => handle <= 0;

    public long Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        using var gate = Hdf5Lock.Enter();
        _ = H5.DecreaseReference(handle);
        return true;
    }
}
