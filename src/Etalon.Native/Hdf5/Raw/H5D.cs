using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Datasets.</summary>
internal static unsafe partial class H5D
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Create(
        long location, string name, long type, long space, long link, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dget_space")]
    public static partial long GetSpace(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dget_type")]
    public static partial long GetType(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dget_create_plist")]
    public static partial long GetCreation(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dget_offset")]
    public static partial ulong GetOffset(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dget_storage_size")]
    public static partial ulong GetStorageSize(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dread")]
    public static partial int Read(
        long dataset, long memoryType, long memorySpace, long fileSpace, long transfer, void* buffer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dwrite")]
    public static partial int Write(
        long dataset, long memoryType, long memorySpace, long fileSpace, long transfer, void* buffer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dget_chunk_storage_size")]
    public static partial int GetChunkStorageSize(long dataset, ulong* offset, ulong* bytes);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dread_chunk")]
    public static partial int ReadChunk(long dataset, long transfer, ulong* offset, uint* filters, void* buffer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dwrite_chunk")]
    public static partial int WriteChunk(
        long dataset, long transfer, uint filters, ulong* offset, nint bytes, void* buffer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dset_extent")]
    public static partial int SetExtent(long dataset, ulong* shape);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dflush")]
    public static partial int Flush(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Drefresh")]
    public static partial int Refresh(long dataset);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Dvlen_reclaim")]
    public static partial int Reclaim(long type, long space, long transfer, void* buffer);
}
