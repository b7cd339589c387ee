using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Files, groups, dimensions and variables of libnetcdf.</summary>
internal static unsafe partial class Nc
{
    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_open", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int mode, out int id);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_create", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Create(string path, int mode, out int id);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_close")]
    public static partial int Close(int id);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_sync")]
    public static partial int Sync(int id);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_enddef")]
    public static partial int EndDefine(int id);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_redef")]
    public static partial int Redefine(int id);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_set_fill")]
    public static partial int SetFill(int id, int mode, out int before);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_strerror")]
    public static partial byte* ErrorText(int code);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_libvers")]
    public static partial byte* Version();

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_format")]
    public static partial int GetFormat(int id, out int format);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_format_extended")]
    public static partial int GetExtendedFormat(int id, out int format, out int mode);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_grps")]
    public static partial int GetGroups(int id, out int count, int* ids);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_grpname")]
    public static partial int GetGroupName(int id, byte* name);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_def_grp", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DefineGroup(int id, string name, out int group);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_dimids")]
    public static partial int GetDimensions(int id, out int count, int* ids, int includeParents);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_dim")]
    public static partial int GetDimension(int id, int dimension, byte* name, out nint length);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_unlimdims")]
    public static partial int GetUnlimited(int id, out int count, int* ids);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_def_dim", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DefineDimension(int id, string name, nint length, out int dimension);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_varids")]
    public static partial int GetVariables(int id, out int count, int* ids);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_var")]
    public static partial int GetVariable(
        int id, int variable, byte* name, out int type, out int rank, int* dimensions, out int attributes);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_varndims")]
    public static partial int GetRank(int id, int variable, out int rank);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_def_var", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DefineVariable(
        int id, string name, int type, int rank, int* dimensions, out int variable);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_user_type")]
    public static partial int GetUserType(
        int id, int type, byte* name, out nint size, out int element, out nint fields, out int kind);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_def_var_chunking")]
    public static partial int SetChunking(int id, int variable, int storage, nint* shape);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_var_chunking")]
    public static partial int GetChunking(int id, int variable, out int storage, nint* shape);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_def_var_deflate")]
    public static partial int SetDeflate(int id, int variable, int shuffle, int deflate, int level);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_var_deflate")]
    public static partial int GetDeflate(int id, int variable, out int shuffle, out int deflate, out int level);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_def_var_fill")]
    public static partial int SetFillValue(int id, int variable, int without, void* value);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_var_fill")]
    public static partial int GetFillValue(int id, int variable, out int without, void* value);
}
