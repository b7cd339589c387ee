using System.Reflection;

namespace Etalon.Operators;

/// <summary>Loads the assemblies of a plug-in folder.</summary>
internal static class PluginAssemblies
{
    public static IEnumerable<Assembly> Load(string folder, List<PluginProblem> problems)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        {
            foreach (var file in Directory.Exists(path) ? InFolder(path) : Single(path))
            {
                if (TryLoad(file, problems) is { } assembly)
                {
                    yield return assembly;
                }
            }
        }
    }

    private static string[] Single(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !IsShared(path) ? [path] : [];

    /// <summary>
    /// A published plug-in has one assembly with a <c>.deps.json</c> beside it, the rest are its libraries. Without one, every
    /// assembly is looked at.
    /// </summary>
    private static string[] InFolder(string folder)
    {
        var all = Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal).Where(file => !IsShared(file)).ToArray();
        var main = Array.FindAll(all, file => File.Exists(Path.ChangeExtension(file, ".deps.json")));
        return main.Length > 0 ? main : all;
    }

    private static bool IsShared(string file) => PluginContext.IsShared(Path.GetFileNameWithoutExtension(file));

    private static Assembly? TryLoad(string file, List<PluginProblem> problems)
    {
        // Foreign bytes: whatever goes wrong is reported and stops nothing else.
#pragma warning disable CA1031
        try
        {
            return new PluginContext(file).LoadFromAssemblyPath(Path.GetFullPath(file));
        }
        catch (Exception failure)
        {
            problems.Add(new PluginProblem(file, failure.Message));
            return null;
        }
#pragma warning restore CA1031
    }
}
