using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The calls of cfitsio that <see cref="FitsFile"/> makes, by the short names that the library exports.</summary>
/// <remarks>
/// Every call does nothing when <c>status</c> is not 0, and sets it when it fails. <c>long</c> of the C library has 64 bits on every Linux that .NET
/// has a 64-bit build for; <c>LONGLONG</c> has them everywhere.
/// </remarks>
internal static unsafe partial class FitsRaw
{
    [LibraryImport(Sonames.Fits, EntryPoint = "ffvers")]
    public static partial float Version(out float version);

    [LibraryImport(Sonames.Fits, EntryPoint = "fits_is_reentrant")]
    public static partial int IsReentrant();

    /// <summary>Opens a file of the disk; nothing in its name is understood as a part, a filter, a program or an address.</summary>
    [LibraryImport(Sonames.Fits, EntryPoint = "ffdkopn", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenDiskFile(out nint file, string name, int mode, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffclos")]
    public static partial int Close(nint file, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffmahd")]
    public static partial int GoTo(nint file, int number, out int kind, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "fits_is_compressed_image")]
    public static partial int IsCompressed(nint file, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffgiprll")]
    public static partial int ImageShape(nint file, int room, out int bitPix, out int rank, long* lengths, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffghadll")]
    public static partial int Places(nint file, out long header, out long data, out long end, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffghsp")]
    public static partial int CountCards(nint file, out int count, out int room, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffgrec")]
    public static partial int Card(nint file, int number, byte* card, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffpscl")]
    public static partial int SetScale(nint file, double scale, double zero, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffgsv")]
    public static partial int ReadBox(
        nint file, int type, long* first, long* last, long* step, void* missing, void* samples, out int anyMissing, ref int status);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffgerr")]
    public static partial void ErrorText(int status, byte* text);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffgmsg")]
    public static partial int NextMessage(byte* text);

    [LibraryImport(Sonames.Fits, EntryPoint = "ffcmsg")]
    public static partial void ClearMessages();
}
