using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>Which tasks need not keep the samples of the cubes they make, because these only lead on to another cube.</summary>
public static class StayingRecipes
{
    /// <summary>The names of those tasks.</summary>
    /// <remarks>
    /// Exactly one task takes the cube, in the same turn of the same loop (with two, the work would be done twice), and the request does not say
    /// that the cube is kept. What comes from outside the server is kept, since it may be gone tomorrow, unless the request deletes the cube in the end.
    /// </remarks>
    public static ImmutableHashSet<string> Of(FlowBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var takers = block.Tasks
            .SelectMany(static task => task.Dependencies.Where(static dependency => dependency.Kind is not DependencyKind.Embedded).Select(dependency => (dependency.Task, Taker: task.Name)))
            .Distinct()
            .ToLookup(static pair => pair.Task, static pair => pair.Taker, StringComparer.Ordinal);
        return [.. Blocks(block).SelectMany(one => Within(one, takers))];
    }

    private static IEnumerable<FlowBlock> Blocks(FlowBlock block) => block.Nodes
        .SelectMany(static node => node switch
        {
            FlowLoop loop => Blocks(loop.Body),
            FlowChoice choice => choice.Branches.SelectMany(static branch => Blocks(branch.Body)),
            _ => [],
        })
        .Prepend(block);

    private static IEnumerable<string> Within(FlowBlock block, ILookup<string, string> takers)
    {
        var tasks = block.Nodes.OfType<FlowTask>().ToDictionary(static node => node.Task.Name, static node => node.Task, StringComparer.Ordinal);
        return tasks.Values.Where(task => MayStay(task) && takers[task.Name].ToArray() is [var taker] && tasks.TryGetValue(taker, out var next) && next.IsRun).Select(static task => task.Name);
    }

    private static bool MayStay(OphidiaTask task) =>
        task is { IsRun: true, IsSaved: false, Checkpoint.Length: 0 }
        && !FlowOperators.Contains(task.Operator)
        && (task.OnExit is "oph_delete" || !IsFromOutside(task.Operator));

    private static bool IsFromOutside(string name) =>
        name.Contains("import", StringComparison.Ordinal) || name.Contains("concat", StringComparison.Ordinal) || name is "oph_script" or "oph_generic" or "oph_cdo" or "oph_b2drop";
}
