using System.Reflection;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>A workflow that comes with a pack of operators: a resource <c>Workflows/NAME.json</c> of its assembly.</summary>
/// <param name="Name">The file's name without its ending.</param>
/// <param name="Text">The file.</param>
/// <param name="Origin">The assembly.</param>
/// <param name="File">What the text says.</param>
public sealed record ShippedWorkflow(string Name, string Text, string Origin, WorkflowFile File)
{
    private const string Folder = "Workflows/";
    private const string Ending = ".json";

    /// <summary>The workflows of an assembly; those that cannot be read become problems.</summary>
    internal static IEnumerable<ShippedWorkflow> Of(Assembly assembly, List<PluginProblem> problems)
    {
        var origin = assembly.GetName().Name ?? "?";
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (resource.StartsWith(Folder, StringComparison.Ordinal) && resource.EndsWith(Ending, StringComparison.Ordinal)
                && Read(assembly, origin, resource, problems) is { } workflow)
            {
                yield return workflow;
            }
        }
    }

    private static ShippedWorkflow? Read(Assembly assembly, string origin, string resource, List<PluginProblem> problems)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var text = reader.ReadToEnd();
        try
        {
            return new ShippedWorkflow(resource[Folder.Length..^Ending.Length], text, origin, WorkflowFile.Parse(text));
        }
        catch (RefusalException refusal)
        {
            problems.Add(new PluginProblem($"{origin}: {resource}", refusal.Message));
            return null;
        }
    }
}
