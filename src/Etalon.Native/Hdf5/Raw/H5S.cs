using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Data spaces.</summary>
internal static unsafe partial class H5S
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Screate")]
    public static partial long Create(int kind);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Screate_simple")]
    public static partial long CreateSimple(int rank, ulong* shape, ulong* maximum);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sget_simple_extent_type")]
    public static partial int GetKind(long space);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sget_simple_extent_ndims")]
    public static partial int GetRank(long space);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sget_simple_extent_dims")]
    public static partial int GetShape(long space, ulong* shape, ulong* maximum);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sselect_hyperslab")]
    public static partial int SelectHyperslab(
        long space, int operation, ulong* start, ulong* stride, ulong* count, ulong* block);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sget_select_type")]
    public static partial int GetSelectionKind(long space);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sis_regular_hyperslab")]
    public static partial int IsRegularHyperslab(long space);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sget_regular_hyperslab")]
    public static partial int GetRegularHyperslab(long space, ulong* start, ulong* stride, ulong* count, ulong* block);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Sget_select_bounds")]
    public static partial int GetBounds(long space, ulong* first, ulong* last);
}
