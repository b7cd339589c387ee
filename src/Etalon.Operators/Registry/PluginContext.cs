using System.Reflection;
using System.Runtime.Loader;

namespace Etalon.Operators;

/// <summary>
/// The load context of one plug-in: its libraries are its own, so two plug-ins may use different versions. The contract is the
/// host's, so that its types are the same on both sides.
/// </summary>
internal sealed class PluginContext(string file)
    : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file), isCollectible: true)
{
    private static readonly string[] Shared = ["Etalon.Cubes", "Etalon.Native", "Etalon.Numerics", "Etalon.Operators"];

    private readonly AssemblyDependencyResolver _resolver = new(Path.GetFullPath(file));

    public static bool IsShared(string name) => Shared.Contains(name, StringComparer.Ordinal);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (IsShared(assemblyName.Name ?? ""))
        {
            return null;
        }

        return _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
