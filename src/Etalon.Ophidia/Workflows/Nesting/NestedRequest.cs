using System.Collections.Immutable;
using System.Globalization;

namespace Etalon.Ophidia;

/// <summary>Requests in which calls stand in place of cubes: each becomes a task of its own, on which the other depends.</summary>
public static class NestedRequest
{
    private const int MostTasks = 10_000;

    /// <summary>What holds for calls within a call as well.</summary>
    private static readonly ImmutableHashSet<string> Inherited = ["cwd", "cdd", "ncores", "nthreads", "nhost", "host_partition", "project", "schedule"];

    /// <summary>Writes nested calls out. A request without any stays as it is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="manuals">The manual of an operator, or null for none of that name.</param>
    /// <exception cref="OphidiaException">A call is not understood; the message names the position (7).</exception>
    public static OphidiaRequest Expand(OphidiaRequest request, Func<string, OphidiaManual?> manuals)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(manuals);
        var tasks = new List<OphidiaTask>();
        foreach (var task in request.Tasks)
        {
            Add(task, manuals, tasks);
        }

        return tasks.Count == request.Tasks.Length && tasks.SequenceEqual(request.Tasks) ? request
            : tasks.Count > MostTasks ? throw new OphidiaException(OphidiaError.Parameter, $"The request has more than {MostTasks} tasks.")
            : request with { Tasks = [.. tasks], AnsweredBy = request.Tasks.Length == 1 ? tasks[^1].Name : "" };
    }

    private static void Add(OphidiaTask task, Func<string, OphidiaManual?> manuals, List<OphidiaTask> tasks)
    {
        if (NestedCall.IsLike(task.Operator))
        {
            Add(task with { Operator = "" }, NestedCall.Parse(task.Operator, manuals), tasks);
            return;
        }

        var manual = manuals(task.Operator);
        var nested = manual is null ? [] : task.Arguments
            .Select(pair => (Key: NestedPlaces.CubeKey(manual, pair.Key), pair.Value, Pair: pair))
            .Where(static one => one.Key is not null && NestedCall.IsLike(one.Value))
            .ToArray();
        if (nested.Length == 0)
        {
            tasks.Add(task);
            return;
        }

        var plain = task.Arguments.Where(pair => !Array.Exists(nested, one => one.Pair == pair));
        var calls = nested.Select(one => new NestedArgument(one.Key!, "", NestedCall.Parse(one.Value, manuals)));
        Add(task with { Arguments = [.. plain], Operator = "" }, new NestedCall(task.Operator, [.. calls]), tasks);
    }

    /// <summary>The tasks of a call, those within it first; the call itself takes the place of a task.</summary>
    private static void Add(OphidiaTask task, NestedCall call, List<OphidiaTask> tasks)
    {
        var arguments = task.Arguments.ToBuilder();
        var dependencies = task.Dependencies.ToBuilder();
        var number = 0;
        foreach (var argument in call.Arguments)
        {
            if (argument.Call is null)
            {
                arguments.Add((argument.Key, argument.Text));
                continue;
            }

            var name = string.Create(CultureInfo.InvariantCulture, $"{task.Name}.{++number}");
            var inner = new OphidiaTask(
                name, "", [.. task.Arguments.Where(static pair => Inherited.Contains(pair.Key))],
                [.. task.Dependencies.Select(static dependency => dependency with { Kind = DependencyKind.Embedded })])
            {
                OnError = task.OnError,
                OnExit = task.OnExit,
                IsRun = task.IsRun,
                Variables = task.Variables,
            };
            Add(inner, argument.Call, tasks);
            dependencies.Add(new OphidiaDependency(name, argument.Key is "cubes" ? DependencyKind.All : DependencyKind.Single, argument.Key));
        }

        tasks.Add(task with { Operator = call.Operator.ToLowerInvariant(), Arguments = arguments.ToImmutable(), Dependencies = dependencies.ToImmutable() });
    }
}
