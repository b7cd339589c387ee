using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Catches what libtiff says, on the thread that asked it; nothing is printed.</summary>
internal static unsafe class TiffErrors
{
    private const int Room = 512;

    [ThreadStatic]
    private static string? _last;

    /// <summary>The handler for errors.</summary>
    public static delegate* unmanaged<nint, void*, byte*, byte*, void*, int> Handler => &Keep;

    /// <summary>The handler for warnings, which concern tags that nobody asks for.</summary>
    public static delegate* unmanaged<nint, void*, byte*, byte*, void*, int> Ignorer => &Ignore;

    /// <summary>Forgets what was said before.</summary>
    public static void Clear() => _last = null;

    /// <summary>What was said since.</summary>
    public static string? Last => _last;

    /// <summary>The failure of a call, with what the library said.</summary>
    public static NativeException Failure(string call, long code) => new("libtiff", call, code, _last ?? "it says no more");

    [UnmanagedCallersOnly]
    private static int Keep(nint tiff, void* user, byte* module, byte* format, void* arguments)
    {
        var text = stackalloc byte[Room];
        _ = LibC.Print(text, Room, format, arguments);

        // The first complaint names the cause; what follows are consequences.
        _last ??= Marshal.PtrToStringUTF8((nint)text);
        return 1;
    }

    [UnmanagedCallersOnly]
    private static int Ignore(nint tiff, void* user, byte* module, byte* format, void* arguments) => 1;
}
