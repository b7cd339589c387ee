using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Links and groups.</summary>
internal static unsafe partial class H5L
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Gcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long CreateGroup(long location, string name, long link, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Literate")]
    public static partial int Iterate(
        long group, int index, int order, ulong* position, delegate* unmanaged<long, byte*, H5LinkRecord*,
        void*, int> function, void* data);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lget_info", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetInfo(long location, string name, H5LinkRecord* info, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lexists", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Exists(long location, string name, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lget_val", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int GetValue(long location, string name, void* buffer, nint size, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lunpack_elink_val")]
    public static partial int UnpackExternal(void* value, nint size, uint* flags, byte** file, byte** path);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lcreate_soft", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateSoft(string target, long location, string name, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lcreate_hard", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateHard(
        long source, string sourceName, long location, string name, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lcreate_external", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateExternal(
        string file, string path, long location, string name, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Ldelete", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Delete(long location, string name, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Lregister")]
    public static partial int Register(H5LinkClass* linkClass);
}
