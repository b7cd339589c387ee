using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Data types.</summary>
internal static unsafe partial class H5T
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_class")]
    public static partial int GetClass(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_size")]
    public static partial nint GetSize(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tset_size")]
    public static partial int SetSize(long type, nint size);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_sign")]
    public static partial int GetSign(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_order")]
    public static partial int GetOrder(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tset_order")]
    public static partial int SetOrder(long type, int order);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_fields")]
    public static partial int GetFields(long type, nint* sign, nint* exponent, nint* exponentBits, nint* mantissa, nint* mantissaBits);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_tag")]
    public static partial byte* GetTag(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_precision")]
    public static partial nint GetPrecision(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_offset")]
    public static partial int GetOffset(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_super")]
    public static partial long GetSuper(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_cset")]
    public static partial int GetCharacterSet(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tset_cset")]
    public static partial int SetCharacterSet(long type, int set);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_strpad")]
    public static partial int GetPadding(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tset_strpad")]
    public static partial int SetPadding(long type, int padding);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tis_variable_str")]
    public static partial int IsVariableString(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_nmembers")]
    public static partial int GetMemberCount(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_member_name")]
    public static partial byte* GetMemberName(long type, uint index);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_member_type")]
    public static partial long GetMemberType(long type, uint index);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_member_offset")]
    public static partial nint GetMemberOffset(long type, uint index);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_member_value")]
    public static partial int GetMemberValue(long type, uint index, void* value);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_array_ndims")]
    public static partial int GetArrayRank(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tget_array_dims2")]
    public static partial int GetArrayShape(long type, ulong* shape);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tarray_create2")]
    public static partial long CreateArray(long element, uint rank, ulong* shape);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tvlen_create")]
    public static partial long CreateVariableLength(long element);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tcreate")]
    public static partial long Create(int kind, nint size);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tinsert", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Insert(long type, string name, nint offset, long member);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tenum_create")]
    public static partial long CreateEnum(long element);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tenum_insert", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int InsertEnum(long type, string name, void* value);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tconvert")]
    public static partial int Convert(long from, long to, nint count, void* buffer, void* background, long transfer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tcopy")]
    public static partial long Copy(long type);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Tequal")]
    public static partial int AreEqual(long first, long second);
}
