using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>The calls of libtiff that <see cref="TiffFile"/> makes.</summary>
/// <remarks>
/// Fields come through a call with a variable number of arguments. Only pointers are passed to it, which lie where those of a plain
/// call would on x86-64 and on 64-bit ARM under Linux.
/// </remarks>
internal static unsafe partial class TiffRaw
{
    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFGetVersion")]
    public static partial byte* Version();

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFOpenOptionsAlloc")]
    public static partial nint AllocateOptions();

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFOpenOptionsFree")]
    public static partial void FreeOptions(nint options);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFOpenOptionsSetMaxSingleMemAlloc")]
    public static partial void LimitMemory(nint options, nint bytes);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFOpenOptionsSetErrorHandlerExtR")]
    public static partial void SetErrors(nint options, delegate* unmanaged<nint, void*, byte*, byte*, void*, int> handler, void* user);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFOpenOptionsSetWarningHandlerExtR")]
    public static partial void SetWarnings(nint options, delegate* unmanaged<nint, void*, byte*, byte*, void*, int> handler, void* user);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFFdOpenExt", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Open(int file, string name, string mode, nint options);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFClose")]
    public static partial void Close(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFGetField")]
    public static partial int Field(nint tiff, uint tag, void* value);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFGetFieldDefaulted")]
    public static partial int FieldOrDefault(nint tiff, uint tag, void* value);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFReadDirectory")]
    public static partial int NextDirectory(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFLastDirectory")]
    public static partial int IsLastDirectory(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFSetSubDirectory")]
    public static partial int GoTo(nint tiff, ulong offset);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFCurrentDirOffset")]
    public static partial ulong DirectoryOffset(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFIsTiled")]
    public static partial int IsTiled(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFIsByteSwapped")]
    public static partial int IsByteSwapped(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFNumberOfStrips")]
    public static partial uint Strips(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFNumberOfTiles")]
    public static partial uint Tiles(nint tiff);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFReadEncodedStrip")]
    public static partial nint ReadStrip(nint tiff, uint strip, void* destination, nint bytes);

    [LibraryImport(Sonames.Tiff, EntryPoint = "TIFFReadEncodedTile")]
    public static partial nint ReadTile(nint tiff, uint tile, void* destination, nint bytes);
}
