using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Etalon.Ophidia;

/// <summary>
/// Requests that are made again without repeating what was completed: the cubes of completed tasks stand in the answer that was kept. What was
/// asked then counts, whatever the caller has meanwhile; only the session and the way to answer are those of the caller.
/// </summary>
public static class Checkpoints
{
    private static readonly ImmutableArray<string> OfCaller = ["sessionid", "exec_mode", "callback_url"];

    /// <summary>The request to be carried out.</summary>
    /// <param name="before">What was asked then.</param>
    /// <param name="caller">What is asked now.</param>
    /// <param name="checkpoint">A checkpoint: tasks that bear it, and those before them, count; <c>last</c>: all; <c>none</c>.</param>
    /// <param name="answer">The answer that was kept; empty where there was none, as after a crash, or without outputs: then everything is done again.</param>
    /// <exception cref="OphidiaException">No task bears the checkpoint (7).</exception>
    public static OphidiaRequest Continue(OphidiaRequest before, OphidiaRequest caller, string checkpoint, string answer)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(caller);
        var globals = before.Globals.RemoveRange(OfCaller).SetItems(caller.Globals.Where(static pair => OfCaller.Contains(pair.Key, StringComparer.Ordinal)));
        var counting = Counting(before, checkpoint);
        var done = Completed(answer).Where(line => counting.Contains(Base(line.Key)));
        return before with { Globals = globals, Done = done.ToImmutableDictionary(StringComparer.Ordinal) };
    }

    /// <summary>
    /// The names of tasks whose cubes count. What leads through the request is done again: it costs nothing, and sets what later tasks need; so are
    /// tasks whose cubes were deleted in the end.
    /// </summary>
    private static HashSet<string> Counting(OphidiaRequest request, string checkpoint)
    {
        var tasks = request.Tasks.ToDictionary(static task => task.Name, StringComparer.Ordinal);
        var open = new Stack<OphidiaTask>(checkpoint switch
        {
            "none" => [],
            "last" => request.Tasks,
            _ => request.Tasks.Where(task => string.Equals(task.Checkpoint, checkpoint, StringComparison.Ordinal)),
        });
        if (open.Count == 0 && checkpoint is not "none")
        {
            var known = request.Tasks.Select(static task => task.Checkpoint).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal);
            throw new OphidiaException(OphidiaError.Parameter, $"No task bears the checkpoint '{checkpoint}'; there are {string.Join(", ", known.Append("last").Append("none"))}.");
        }

        var counting = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var task))
        {
            if (counting.Add(task.Name))
            {
                foreach (var dependency in task.Dependencies)
                {
                    open.Push(tasks[dependency.Task]);
                }
            }
        }

        counting.RemoveWhere(name => (FlowOperators.Contains(tasks[name].Operator) && tasks[name].Operator is not FlowOperators.Wait) || tasks[name].OnExit is "oph_delete" or "oph_deletecontainer");
        return counting;
    }

    /// <summary>Completed tasks and their cubes, from the list in an answer.</summary>
    private static IEnumerable<KeyValuePair<string, ImmutableArray<string>>> Completed(string answer)
    {
        var list = (Parsed(answer)?["response"] as JsonArray ?? []).FirstOrDefault(static item => (string?)item?["objkey"] is "workflow_list")?["objcontent"]?[0];
        var columns = (list?["rowkeys"] as JsonArray ?? []).Select(static key => (string?)key).ToList();
        var (name, state, output) = (columns.IndexOf("TASK NAME"), columns.IndexOf("EXIT STATUS"), columns.IndexOf("OUTPUT"));
        return (output < 0 ? [] : list?["rowvalues"] as JsonArray ?? [])
            .Where(row => (string?)row![state] is "OPH_STATUS_COMPLETED")
            .Select(row => KeyValuePair.Create(
                (string)row![name]!, (string?)row[output] is { Length: > 0 } cubes ? cubes.Split('|').ToImmutableArray() : ImmutableArray<string>.Empty));
    }

    private static JsonNode? Parsed(string answer)
    {
        try
        {
            return answer.Length > 0 ? JsonNode.Parse(answer) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The name of a task without the turns behind it.</summary>
    private static string Base(string name)
    {
        while (name.EndsWith(')') && name.LastIndexOf(" (", StringComparison.Ordinal) is var start and > 0 && name[(start + 2)..^1].All(char.IsAsciiDigit))
        {
            name = name[..start];
        }

        return name;
    }
}
