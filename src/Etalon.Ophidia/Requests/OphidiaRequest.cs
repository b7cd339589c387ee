using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>A request: tasks, and what holds for all of them.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Globals">Everything said of the whole but the tasks: sessionid, exec_mode, cwd, cube, on_error, …</param>
/// <param name="Tasks">The tasks, in the order of the request; dependencies lead to other tasks and never in a circle.</param>
public sealed record OphidiaRequest(string Name, ImmutableSortedDictionary<string, string> Globals, ImmutableArray<OphidiaTask> Tasks)
{
    /// <summary>
    /// The cubes of tasks that need not be carried out again, by the tasks' names (in loops with the turn behind): what was done when the request was
    /// made before.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Done { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The task whose answer is the answer of the whole; empty where the tasks are listed.</summary>
    public string AnsweredBy { get; init; } = "";

    /// <summary>Whether the caller waits for the end. Unlike clients, which always say it, the protocol's own default is no.</summary>
    public bool IsSynchronous => Globals.GetValueOrDefault("exec_mode") is "sync";

    /// <summary>The session asked for: an address, <c>null</c> for the last one, nothing for a new one.</summary>
    public string? Session => Globals.GetValueOrDefault("sessionid");

    /// <summary>Reads a request's JSON; comments are allowed.</summary>
    /// <exception cref="OphidiaException">It is not understood (7).</exception>
    public static OphidiaRequest Parse(string json) => RequestReading.Read(json);
}
