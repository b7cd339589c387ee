using System.Collections.Immutable;
using System.IO.Enumeration;
using Etalon.Cubes;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>What a dependency's <c>filter</c> leaves of the other task's outputs.</summary>
/// <param name="targets">Finds cubes by conditions.</param>
internal sealed class ParentOutputs(IMassiveTargets targets)
{
    /// <summary>The outputs that fit, in their order; all of them where the filter says nothing.</summary>
    /// <param name="filter">Conditions as in massive operations, with or without brackets; names in them are replaced already.</param>
    /// <param name="dependency">Whose it is.</param>
    /// <param name="outputs">Cubes, or files.</param>
    /// <param name="visit">For whom.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RefusalException"><c>bad-filter</c>: it is none, or has conditions that outputs cannot fit.</exception>
    public async Task<ImmutableArray<string>> FilterAsync(
        string filter, OphidiaDependency dependency, ImmutableArray<string> outputs, OphidiaVisit visit, CancellationToken cancellation)
    {
        if (filter.Trim() is not { Length: > 0 } text || text is "all" || outputs.IsEmpty)
        {
            return outputs;
        }

        var conditions = MassiveFilter.Parse(text.StartsWith('[') ? text : $"[{text}]") is { Conditions.IsEmpty: false } parsed ? parsed : throw Bad(dependency, text, "it has no condition");
        var strange = conditions.Conditions.FirstOrDefault(static condition => condition.Key is "run" or "convention").Key;
        if (strange is not null)
        {
            throw Bad(dependency, text, $"'{strange}' says nothing of an output");
        }

        if (dependency.OutputArgument is "cube" or "cubes")
        {
            // An output counts wherever it is filed, unless the filter names a folder.
            var isPlaced = conditions.Conditions.Any(static condition => condition.Key is "path");
            var all = isPlaced ? conditions : new MassiveFilter([.. conditions.Conditions, ("path", "/", false), ("recursive", "yes", false)]);
            var fitting = (await targets.CubesAsync(all, visit, "/", cancellation)).ToHashSet(StringComparer.Ordinal);
            return [.. outputs.Where(fitting.Contains)];
        }

        return conditions.Conditions.All(static condition => condition.Key is "file")
            ? [.. outputs.Where(output => conditions.Conditions.All(condition => Fits(condition, output)))]
            : throw Bad(dependency, text, $"'{dependency.OutputArgument}' is no cube; only 'file' can be asked of it");
    }

    private static bool Fits((string Key, string Value, bool IsNegated) condition, string output) =>
        Array.Exists(condition.Value.Split('|'), pattern => FileSystemName.MatchesSimpleExpression(pattern, Path.GetFileName(output), ignoreCase: false)) != condition.IsNegated;

    private static RefusalException Bad(OphidiaDependency dependency, string text, string why) => new(
        "bad-filter", $"The filter '{text}' of the dependency on '{dependency.Task}' cannot be used: {why}.", "Write conditions as for massive operations: level=1;measure=tos.");
}
