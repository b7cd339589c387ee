using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Dimension scales.</summary>
internal static unsafe partial class H5DS
{
    [LibraryImport(Sonames.Hdf5HighLevel, EntryPoint = "H5DSset_scale", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetScale(long dataset, string name);

    [LibraryImport(Sonames.Hdf5HighLevel, EntryPoint = "H5DSattach_scale")]
    public static partial int Attach(long dataset, long scale, uint dimension);

    [LibraryImport(Sonames.Hdf5HighLevel, EntryPoint = "H5DSis_scale")]
    public static partial int IsScale(long dataset);

    [LibraryImport(Sonames.Hdf5HighLevel, EntryPoint = "H5DSset_label", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetLabel(long dataset, uint dimension, string label);

    [LibraryImport(Sonames.Hdf5HighLevel, EntryPoint = "H5DSget_label")]
    public static partial nint GetLabel(long dataset, uint dimension, byte* label, nint size);

    [LibraryImport(Sonames.Hdf5HighLevel, EntryPoint = "H5DSget_scale_name")]
    public static partial nint GetScaleName(long dataset, byte* name, nint size);
}
