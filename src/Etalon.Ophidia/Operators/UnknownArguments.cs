using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Arguments that an operator does not know. It works on without them, as the original does, but says so.</summary>
public static class UnknownArguments
{
    /// <summary>
    /// What all operators take, what requests hand on to all of their tasks, and what clients add to every call, misspelt ones included.
    /// </summary>
    private static readonly ImmutableHashSet<string> Everywhere =
    [
        "cwd", "cdd", "cube", "ncores", "ncore", "nthreads", "nhost", "host_partition", "project", "schedule", "exec_mode", "objkey_filter", "save", "on_error", "on_exit",
        "callback_url", "display", "sessionid", "run", "description", "checkpoint", "hostpartition",
    ];

    private const int Most = 10;

    /// <summary>A sentence on each; empty where all are known.</summary>
    public static string Remark(OphidiaManual manual, OphidiaTask task)
    {
        ArgumentNullException.ThrowIfNull(manual);
        ArgumentNullException.ThrowIfNull(task);
        var known = manual.Arguments.SelectMany(static argument => argument.Aliases.Prepend(argument.Name)).ToArray();
        var unknown = task.Arguments.Select(static pair => pair.Key).Where(key => !known.Contains(key, StringComparer.Ordinal) && !Everywhere.Contains(key)).Distinct(StringComparer.Ordinal);
        return string.Join(' ', unknown.Take(Most).Select(key => $"{manual.Name} has no argument '{key}', which was passed over.{Near(key, known)}"));
    }

    private static string Near(string key, string[] known) => NearestNames.Of(key, known) is [var nearest, ..] ? $" Did you mean '{nearest}'?" : "";
}
