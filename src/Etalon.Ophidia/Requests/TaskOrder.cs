using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>In which order tasks can be carried out one by one.</summary>
internal static class TaskOrder
{
    /// <summary>The tasks' places in the request, each after those it depends on; of those that could come next, the one written first does.</summary>
    /// <exception cref="OphidiaException">Two tasks of one name, a dependency on none, or a circle (7).</exception>
    public static ImmutableArray<int> Of(ImmutableArray<OphidiaTask> tasks)
    {
        var places = Places(tasks);
        var waits = new int[tasks.Length];
        var followers = new List<int>[tasks.Length];
        for (var i = 0; i < tasks.Length; i++)
        {
            foreach (var before in Before(tasks[i], places))
            {
                (followers[before] ??= []).Add(i);
                waits[i]++;
            }
        }

        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, tasks.Length).Where(i => waits[i] == 0).Select(static i => (i, i)));
        var order = ImmutableArray.CreateBuilder<int>(tasks.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            order.Add(next);
            foreach (var follower in followers[next] ?? [])
            {
                if (--waits[follower] == 0)
                {
                    ready.Enqueue(follower, follower);
                }
            }
        }

        return order.Count == tasks.Length
            ? order.ToImmutable()
            : throw Bad($"tasks wait for one another in a circle: {string.Join(", ", tasks.Where((_, i) => waits[i] > 0).Select(static task => task.Name).Take(10))}");
    }

    /// <summary>Where each name stands.</summary>
    /// <exception cref="OphidiaException">A name stands twice (7).</exception>
    public static Dictionary<string, int> Places(ImmutableArray<OphidiaTask> tasks)
    {
        var places = new Dictionary<string, int>(tasks.Length, StringComparer.Ordinal);
        for (var i = 0; i < tasks.Length; i++)
        {
            if (!places.TryAdd(tasks[i].Name, i))
            {
                throw Bad($"two tasks are called '{tasks[i].Name}'");
            }
        }

        return places;
    }

    /// <summary>The places of the tasks that one depends on, each once.</summary>
    /// <exception cref="OphidiaException">One is not there (7).</exception>
    public static IEnumerable<int> Before(OphidiaTask task, Dictionary<string, int> places) =>
        task.Dependencies
            .Select(dependency => places.TryGetValue(dependency.Task, out var place) ? place : throw Bad($"task '{task.Name}' waits for '{dependency.Task}', which is not there"))
            .Distinct();

    private static OphidiaException Bad(string why) => new(OphidiaError.Parameter, $"The request is not understood: {why}.");
}
