using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>What a task takes from those before it.</summary>
/// <param name="Task">The task with the arguments it was given.</param>
/// <param name="Spread">Where one argument for a single cube was given several: its key and the values, over which the task goes one by one; otherwise none.</param>
public sealed record TaskFeed(OphidiaTask Task, (string Key, ImmutableArray<string> Values) Spread)
{
    /// <summary>Arguments that take one cube, file or text, and for which an operator runs several times where it is given several.</summary>
    private static readonly ImmutableHashSet<string> Single = ["cube", "src_path"];

    /// <summary>Gives a task what its dependencies bring.</summary>
    /// <param name="task">The task.</param>
    /// <param name="outputs">What each of its dependencies brings, in their order; nothing for those that only say what comes before.</param>
    /// <exception cref="RefusalException"><c>missing-output</c>: not exactly one where one is needed, or none at all.</exception>
    public static TaskFeed Of(OphidiaTask task, IReadOnlyList<ImmutableArray<string>> outputs)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(outputs);
        var (fed, spread) = (task, (Key: "", Values: ImmutableArray<string>.Empty));
        foreach (var group in task.Dependencies.Zip(outputs).Where(static pair => pair.First.Kind is not DependencyKind.Embedded).GroupBy(static pair => pair.First.Argument, StringComparer.Ordinal))
        {
            var values = group.OrderBy(static pair => pair.First.Order).SelectMany(static pair => Taken(pair.First, pair.Second)).ToImmutableArray();
            if (values.Length > 1 && Single.Contains(group.Key) && !FlowOperators.Contains(task.Operator))
            {
                spread = (group.Key, values);
            }

            fed = fed.With(group.Key, string.Join('|', values));
        }

        return new TaskFeed(fed, spread);
    }

    private static ImmutableArray<string> Taken(OphidiaDependency dependency, ImmutableArray<string> outputs)
    {
        if (dependency.OutputOrder > outputs.Length)
        {
            throw Missing(dependency, string.Create(CultureInfo.InvariantCulture, $"number {dependency.OutputOrder} of its outputs is asked for, and it has {outputs.Length}"));
        }

        var taken = dependency.OutputOrder > 0 ? [outputs[dependency.OutputOrder - 1]] : outputs;
        return (dependency.Kind, taken.Length) switch
        {
            (_, 0) => throw Missing(dependency, "it has no output"),
            (DependencyKind.Single, > 1) => throw Missing(dependency, string.Create(CultureInfo.InvariantCulture, $"it has {taken.Length} outputs, and exactly one is asked for")),
            _ => taken,
        };
    }

    private static RefusalException Missing(OphidiaDependency dependency, string why) => new(
        "missing-output", $"'{dependency.Argument}' cannot be taken from '{dependency.Task}': {why}.", "Use \"type\": \"all\" for any number of outputs, \"embedded\" for none.");
}
