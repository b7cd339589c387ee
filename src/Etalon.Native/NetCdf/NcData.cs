using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Samples of libnetcdf, one call per type in memory.</summary>
internal static unsafe partial class NcData
{
    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_schar")]
    public static partial int GetInt8(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_uchar")]
    public static partial int GetUInt8(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_short")]
    public static partial int GetInt16(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_ushort")]
    public static partial int GetUInt16(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_int")]
    public static partial int GetInt32(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_uint")]
    public static partial int GetUInt32(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_longlong")]
    public static partial int GetInt64(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_ulonglong")]
    public static partial int GetUInt64(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_float")]
    public static partial int GetFloat32(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_double")]
    public static partial int GetFloat64(int id, int variable, nint* start, nint* count, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_schar")]
    public static partial int PutInt8(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_uchar")]
    public static partial int PutUInt8(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_short")]
    public static partial int PutInt16(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_ushort")]
    public static partial int PutUInt16(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_int")]
    public static partial int PutInt32(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_uint")]
    public static partial int PutUInt32(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_longlong")]
    public static partial int PutInt64(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_ulonglong")]
    public static partial int PutUInt64(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_float")]
    public static partial int PutFloat32(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_double")]
    public static partial int PutFloat64(int id, int variable, nint* start, nint* count, void* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_text")]
    public static partial int GetText(int id, int variable, nint* start, nint* count, byte* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_text")]
    public static partial int PutText(int id, int variable, nint* start, nint* count, byte* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_vara_string")]
    public static partial int GetStrings(int id, int variable, nint* start, nint* count, nint* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_vara_string")]
    public static partial int PutStrings(int id, int variable, nint* start, nint* count, nint* source);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_free_string")]
    public static partial int FreeStrings(nint count, nint* strings);
}
