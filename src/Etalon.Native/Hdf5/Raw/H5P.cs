using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Property lists.</summary>
internal static unsafe partial class H5P
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pcreate")]
    public static partial long Create(long kind);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_fclose_degree")]
    public static partial int SetCloseDegree(long access, int degree);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_libver_bounds")]
    public static partial int SetVersionBounds(long access, int low, int high);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_file_locking")]
    public static partial int SetFileLocking(
        long access, [MarshalAs(UnmanagedType.U1)] bool use, [MarshalAs(UnmanagedType.U1)] bool ignoreWhenDisabled);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_alignment")]
    public static partial int SetAlignment(long access, ulong threshold, ulong alignment);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_link_creation_order")]
    public static partial int SetLinkCreationOrder(long creation, uint flags);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_attr_creation_order")]
    public static partial int SetAttributeCreationOrder(long creation, uint flags);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_layout")]
    public static partial int GetLayout(long creation);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_layout")]
    public static partial int SetLayout(long creation, int layout);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_chunk")]
    public static partial int GetChunk(long creation, int rank, ulong* shape);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_chunk")]
    public static partial int SetChunk(long creation, int rank, ulong* shape);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_nfilters")]
    public static partial int GetFilterCount(long creation);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_filter2")]
    public static partial int GetFilter(
        long creation, uint index, uint* flags, nint* count, uint* values, nint nameSize, byte* name, uint* config);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_filter")]
    public static partial int SetFilter(long creation, int filter, uint flags, nint count, uint* values);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pfill_value_defined")]
    public static partial int IsFillDefined(long creation, int* status);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_fill_value")]
    public static partial int GetFill(long creation, long type, void* value);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_fill_value")]
    public static partial int SetFill(long creation, long type, void* value);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_fill_time")]
    public static partial int SetFillTime(long creation, int time);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_alloc_time")]
    public static partial int SetAllocationTime(long creation, int time);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pset_vlen_mem_manager")]
    public static partial int SetHeapMemory(
        long transfer, delegate* unmanaged<nint, void*, void*> allocate, void* allocateWith, delegate* unmanaged<void*, void*, void> free, void* freeWith);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_external_count")]
    public static partial int GetExternalCount(long creation);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_external")]
    public static partial int GetExternal(
        long creation, uint index, nint nameSize, byte* name, long* offset, ulong* size);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_virtual_count")]
    public static partial int GetVirtualCount(long creation, nint* count);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_virtual_filename")]
    public static partial nint GetVirtualFile(long creation, nint index, byte* name, nint size);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_virtual_dsetname")]
    public static partial nint GetVirtualDataset(long creation, nint index, byte* name, nint size);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_virtual_vspace")]
    public static partial long GetVirtualSpace(long creation, nint index);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Pget_virtual_srcspace")]
    public static partial long GetVirtualSource(long creation, nint index);
}
