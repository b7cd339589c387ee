using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Etalon.Native;

/// <summary>Turns "shared object not found" into the name of the package to install, for every call of this assembly.</summary>
internal static class SonameResolver
{
#pragma warning disable CA2255 // the resolver must stand before the first native call of any class of this assembly
    [ModuleInitializer]
    internal static void Install() => NativeLibrary.SetDllImportResolver(typeof(SonameResolver).Assembly, Resolve);
#pragma warning restore CA2255

    /// <summary>Where a library may lie: on the loader's path or, for HDF5 plug-ins, in the plug-in folder.</summary>
    internal static IEnumerable<string> Candidates(string soname)
    {
        yield return soname;
        if (soname is Sonames.Bitshuffle)
        {
            var multiarch = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? "aarch64-linux-gnu"
                : "x86_64-linux-gnu";
            yield return $"/usr/lib/{multiarch}/hdf5/serial/plugins/{soname}";
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        foreach (var known in KnownLibrary.All)
        {
            if (string.Equals(known.Soname, name, StringComparison.Ordinal))
            {
                return known.Load();
            }
        }

        return NativeLibrary.TryLoad(name, out var handle) ? handle : throw new MissingLibraryException(name, "");
    }
}
