using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Etalon.Ophidia;

/// <summary>What a request of several tasks, or a task over several cubes, answers.</summary>
public static class TaskObjects
{
    private const int MostMessages = 20;

    private static readonly (string Name, string Type, Func<TaskLine, string> Cell)[] Nothing = [];

    /// <summary>The objects of a request of several tasks, the closing status included: clients take it for answered even if tasks failed.</summary>
    /// <param name="source">The request.</param>
    /// <param name="state">How the whole ended.</param>
    /// <param name="lines">Its tasks.</param>
    /// <param name="form">How they are listed.</param>
    /// <param name="remarks">What else went wrong.</param>
    public static ImmutableArray<OphidiaObject> Workflow(
        OphidiaSource source, string state, IReadOnlyList<TaskLine> lines, TaskListForm form, params IReadOnlyList<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(form);
        var counts = new OphidiaTable(
            "Workflow Progress",
            [("NUMBER OF COMPLETED TASKS", "int"), ("NUMBER OF SKIPPED TASKS", "int"), ("TOTAL NUMBER OF TASKS", "int")],
            [[Number(lines.Count(static line => line.State is TaskState.Completed)), Number(lines.Count(static line => line.State is TaskState.Skipped or TaskState.Unselected)), Number(lines.Count)]]);
        var list = List("Workflow Task List", source, form, lines, isNamed: true);
        return
        [
            new OphidiaText("workflow_status", "Workflow Status", state),
            new OphidiaGrid("workflow_progress", counts),
            .. form.HasIds ? (IEnumerable<OphidiaObject>)[] : [new OphidiaGrid("workflow_info", Info("Workflow Basic Information", source))],
            new OphidiaGrid("workflow_list", list),
            .. Summary("workflow_summary", [.. Troubles(lines), .. remarks]),
            OphidiaText.Success,
        ];
    }

    /// <summary>The objects of a task over several cubes or files, the closing status included.</summary>
    /// <param name="source">The task.</param>
    /// <param name="state">How the whole ended.</param>
    /// <param name="lines">One for each cube or file.</param>
    /// <param name="form">How they are listed.</param>
    /// <param name="remarks">What else went wrong.</param>
    public static ImmutableArray<OphidiaObject> Massive(
        OphidiaSource source, string state, IReadOnlyList<TaskLine> lines, TaskListForm form, params IReadOnlyList<string> remarks)
    {
        ArgumentNullException.ThrowIfNull(form);
        var list = List("Massive Operation Task List", source, form, lines, isNamed: false);
        return
        [
            new OphidiaText("massive_status", "Massive Operation Status", state),
            .. form.HasIds ? (IEnumerable<OphidiaObject>)[] : [new OphidiaGrid("massive_info", Info("Massive Operation Basic Information", source))],
            new OphidiaGrid("massive_list", list),
            .. Summary("massive_summary", [.. Troubles(lines), .. remarks]),
            OphidiaText.Success,
        ];
    }

    private static OphidiaTable List(string title, OphidiaSource source, TaskListForm form, IReadOnlyList<TaskLine> lines, bool isNamed)
    {
        (string Name, string Type, Func<TaskLine, string> Cell)[] all =
        [
            .. form.HasIds ? [("OPH JOB ID", "string", line => source.Session.Job(source.Workflow, line.Marker)), ("SESSION CODE", "string", _ => source.Session.Code), ("WORKFLOW ID", "int", _ => Number(source.Workflow))] : Nothing,
            ("MARKER ID", "int", static line => Number(line.Marker)),
            .. form.HasIds ? [("PARENT MARKER ID", "int", _ => Number(source.Marker))] : Nothing,
            .. isNamed ? [("TASK NAME", "string", static line => line.Name), ("TYPE", "string", static line => line.IsMassive ? "MASSIVE" : "SIMPLE")] : Nothing,
            ("EXIT STATUS", "string", static line => TaskStateName.Of(line.State)),
            .. form.IsExtended
                ? [("INPUT", "string", static line => line.Input), ("OUTPUT", "string", static line => line.Output), ("BEGIN TIME", "string", static line => Time(line.Begin)), ("END TIME", "string", static line => Time(line.End))]
                : Nothing,
        ];
        return new OphidiaTable(
            title, [.. all.Select(static column => (column.Name, column.Type))], [.. lines.Select(line => (IReadOnlyList<string>)[.. all.Select(column => column.Cell(line))])]);
    }

    private static OphidiaTable Info(string title, OphidiaSource source) => new(
        title,
        [("OPH JOB ID", "string"), ("WORKFLOW ID", "int"), ("PARENT MARKER ID", "int")],
        [[source.Session.Job(source.Workflow, source.Marker), Number(source.Workflow), Number(source.Marker)]]);

    private static IEnumerable<string> Troubles(IReadOnlyList<TaskLine> lines) =>
        lines.Where(static line => line.Message.Length > 0).Select(static line => line.Name.Length > 0 ? $"{line.Name}: {line.Message}" : line.Message);

    private static IEnumerable<OphidiaObject> Summary(string key, IReadOnlyList<string> troubles)
    {
        if (troubles.Count == 0)
        {
            return [];
        }

        var text = new StringBuilder();
        foreach (var trouble in troubles.Take(MostMessages))
        {
            text.Append(trouble.Replace('"', '\'').TrimEnd('\n')).Append('\n');
        }

        if (troubles.Count > MostMessages)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {troubles.Count - MostMessages} more\n");
        }

        return [new OphidiaText(key, "WARNING", text.ToString())];
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}
