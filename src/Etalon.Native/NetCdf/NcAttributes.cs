using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Attributes of libnetcdf.</summary>
internal static unsafe partial class NcAttributes
{
    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_varnatts")]
    public static partial int CountOfVariable(int id, int variable, out int count);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_natts")]
    public static partial int CountOfGroup(int id, out int count);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_attname")]
    public static partial int GetName(int id, int variable, int index, byte* name);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_inq_att", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Get(int id, int variable, string name, out int type, out nint length);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_att", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Read(int id, int variable, string name, void* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_att", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Write(int id, int variable, string name, int type, nint count, void* values);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_get_att_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ReadStrings(int id, int variable, string name, nint* destination);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_att_string", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WriteStrings(int id, int variable, string name, nint count, nint* values);

    [LibraryImport(Sonames.NetCdf, EntryPoint = "nc_put_att_text", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int WriteText(int id, int variable, string name, nint length, byte* text);
}
