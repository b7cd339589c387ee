using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Lists names through the library's callbacks. Called inside the lock.</summary>
internal static unsafe class Hdf5Names
{
    private const int ByName = 0;
    private const int Increasing = 0;

    public static List<string> OfLinks(long group, string subject)
    {
        var names = new List<string>();
        var handle = GCHandle.Alloc(names);
        try
        {
            Hdf5Error.Check(
                H5L.Iterate(group, ByName, Increasing, null, &AddLink, (void*)GCHandle.ToIntPtr(handle)),
                "H5Literate",
                subject);
        }
        finally
        {
            handle.Free();
        }

        return names;
    }

    public static List<string> OfAttributes(long location, string subject)
    {
        var names = new List<string>();
        var handle = GCHandle.Alloc(names);
        try
        {
            Hdf5Error.Check(
                H5A.Iterate(location, ByName, Increasing, null, &AddAttribute, (void*)GCHandle.ToIntPtr(handle)),
                "H5Aiterate2",
                subject);
        }
        finally
        {
            handle.Free();
        }

        return names;
    }

    [UnmanagedCallersOnly]
    private static int AddLink(long group, byte* name, H5LinkRecord* info, void* data) => Add(name, data);

    [UnmanagedCallersOnly]
    private static int AddAttribute(long location, byte* name, void* info, void* data) => Add(name, data);

    private static int Add(byte* name, void* data)
    {
        if (GCHandle.FromIntPtr((nint)data).Target is List<string> names)
        {
            names.Add(Marshal.PtrToStringUTF8((nint)name) ?? "");
        }

        return 0;
    }
}
