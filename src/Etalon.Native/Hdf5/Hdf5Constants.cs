using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Identifiers that the library exports as data; valid once it is open.</summary>
internal static class Hdf5Constants
{
    private static readonly ConcurrentDictionary<string, long> Values = new(StringComparer.Ordinal);

    public static long FileAccess => Get("H5P_CLS_FILE_ACCESS_ID_g");

    public static long FileCreation => Get("H5P_CLS_FILE_CREATE_ID_g");

    public static long GroupCreation => Get("H5P_CLS_GROUP_CREATE_ID_g");

    public static long DatasetCreation => Get("H5P_CLS_DATASET_CREATE_ID_g");

    public static long Transfer => Get("H5P_CLS_DATASET_XFER_ID_g");

    public static long RegionReference => Get("H5T_STD_REF_DSETREG_g");

    public static long ObjectReference => Get("H5T_STD_REF_OBJ_g");

    public static long CString => Get("H5T_C_S1_g");

    /// <summary>The in-memory type of a real number.</summary>
    public static long Native(NumberType type) => Get(type switch
    {
        NumberType.Int8 => "H5T_NATIVE_INT8_g",
        NumberType.UInt8 => "H5T_NATIVE_UINT8_g",
        NumberType.Int16 => "H5T_NATIVE_INT16_g",
        NumberType.UInt16 => "H5T_NATIVE_UINT16_g",
        NumberType.Int32 => "H5T_NATIVE_INT32_g",
        NumberType.UInt32 => "H5T_NATIVE_UINT32_g",
        NumberType.Int64 => "H5T_NATIVE_INT64_g",
        NumberType.UInt64 => "H5T_NATIVE_UINT64_g",
        NumberType.Float32 => "H5T_NATIVE_FLOAT_g",
        NumberType.Float64 => "H5T_NATIVE_DOUBLE_g",
        _ => throw new NotSupportedException($"{type} is a compound in HDF5."),
    });

    /// <summary>IEEE floating point of that size and order.</summary>
    public static long Ieee(int bytes, bool bigEndian) =>
        Get($"H5T_IEEE_F{(bytes == 4 ? "32" : "64")}{(bigEndian ? "BE" : "LE")}_g");

    private static long Get(string name) =>
        Values.GetOrAdd(name, static key => Marshal.ReadInt64(NativeLibrary.GetExport(KnownLibrary.Hdf5.Load(), key)));
}
