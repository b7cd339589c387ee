using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Working memory of one thread for one direction and level.</summary>
internal sealed class DeflateState : SafeHandle
{
    private readonly bool _compresses;

    private DeflateState(nint state, bool compresses)
        : base(0, ownsHandle: true)
    {
        _compresses = compresses;
        SetHandle(state);
    }

    public override bool IsInvalid => handle == 0;

    public nint Value => handle;

    public static DeflateState ForDecompressing() => new(DeflateRaw.AllocateDecompressor(), compresses: false);

    public static DeflateState ForCompressing(int level) => new(DeflateRaw.AllocateCompressor(level), compresses: true);

    protected override bool ReleaseHandle()
    {
        if (_compresses)
        {
            DeflateRaw.FreeCompressor(handle);
        }
        else
        {
            DeflateRaw.FreeDecompressor(handle);
        }

        return true;
    }
}
