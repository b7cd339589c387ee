using System.Collections.Immutable;
using System.Reflection;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>All operators that can be used, by name. Filled at start-up, then only read.</summary>
public sealed class OperatorRegistry
{
    private readonly SortedDictionary<string, OperatorEntry> _entries = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ShippedWorkflow> _workflows = new(StringComparer.Ordinal);
    private readonly List<PluginProblem> _problems = [];

    /// <summary>The operators of the given assemblies, and the few that live in Etalon.Operators itself.</summary>
    public OperatorRegistry(params ReadOnlySpan<Assembly> builtIn)
    {
        Add(typeof(OperatorRegistry).Assembly);
        foreach (var assembly in builtIn)
        {
            Add(assembly);
        }
    }

    /// <summary>All operators by name.</summary>
    public ImmutableArray<OperatorEntry> All => [.. _entries.Values];

    /// <summary>The workflows that come with the operators, by name.</summary>
    public ImmutableArray<ShippedWorkflow> Workflows => [.. _workflows.Values];

    /// <summary>What could not be loaded, and why.</summary>
    public ImmutableArray<PluginProblem> Problems => [.. _problems];

    /// <summary>The operator of that name.</summary>
    /// <exception cref="RefusalException">There is none (<c>unknown-operator</c>, with the nearest names).</exception>
    public OperatorEntry Find(string name) =>
        _entries.TryGetValue(name, out var entry) ? entry : throw Refusal.Unknown("operator", name, _entries.Keys);

    /// <summary>The operator of that name, if its version is in the range.</summary>
    /// <exception cref="RefusalException"><c>unknown-operator</c>, <c>wrong-version</c>.</exception>
    public OperatorEntry Find(string name, VersionRange versions)
    {
        var entry = Find(name);
        return versions.Contains(entry.Version)
            ? entry
            : throw new RefusalException(
                "wrong-version", $"Operator '{name}' is here in version {entry.Version}; '{versions}' was asked for.",
                "Change the version range, or install the plug-in with that version.");
    }

    /// <summary>
    /// Loads every sub-folder and every assembly of a folder as a plug-in with a load context of its own. What cannot be loaded
    /// is listed in <see cref="Problems"/> and stops nothing else. A folder that does not exist holds no plug-ins.
    /// </summary>
    public void Load(string pluginFolder)
    {
        foreach (var assembly in PluginAssemblies.Load(pluginFolder, _problems))
        {
            Add(assembly);
        }
    }

    private void Add(Assembly assembly)
    {
        foreach (var entry in OperatorDiscovery.Find(assembly, _problems))
        {
            if (!_entries.TryAdd(entry.Name, entry))
            {
                _problems.Add(new PluginProblem(
                    entry.Origin, $"Operator '{entry.Name}' is already provided by {_entries[entry.Name].Origin}; this one is ignored."));
            }
        }

        foreach (var workflow in ShippedWorkflow.Of(assembly, _problems))
        {
            if (!_workflows.TryAdd(workflow.Name, workflow))
            {
                _problems.Add(new PluginProblem(
                    workflow.Origin, $"Workflow '{workflow.Name}' is already provided by {_workflows[workflow.Name].Origin}; this one is ignored."));
            }
        }
    }
}
