using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Calls of the C library; all return -1 and set errno unless stated.</summary>
internal static unsafe partial class LibC
{
    [LibraryImport(Sonames.LibC, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetEnvironment(string name, string value, int overwrite);
}
