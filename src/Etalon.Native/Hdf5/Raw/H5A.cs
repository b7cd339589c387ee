using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Attributes.</summary>
internal static unsafe partial class H5A
{
    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Aopen", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Open(long location, string name, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Acreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Create(long location, string name, long type, long space, long creation, long access);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Adelete", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Delete(long location, string name);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Aexists", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Exists(long location, string name);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Aget_space")]
    public static partial long GetSpace(long attribute);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Aget_type")]
    public static partial long GetType(long attribute);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Aread")]
    public static partial int Read(long attribute, long memoryType, void* buffer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Awrite")]
    public static partial int Write(long attribute, long memoryType, void* buffer);

    [LibraryImport(Sonames.Hdf5, EntryPoint = "H5Aiterate2")]
    public static partial int Iterate(
        long location, int index, int order, ulong* position, delegate* unmanaged<long, byte*, void*, void*,
        int> function, void* data);
}
