namespace Etalon.Ophidia;

/// <summary>How the tasks of a request are listed: the request's <c>output_format</c>.</summary>
/// <param name="HasIds">Whether each line says to which job, session and workflow it belongs; otherwise a table of its own says so once.</param>
/// <param name="IsExtended">Whether each line says what went in, what came out, and when.</param>
public sealed record TaskListForm(bool HasIds, bool IsExtended)
{
    /// <summary>What is shown where nothing is said.</summary>
    public static TaskListForm Usual { get; } = new(HasIds: false, IsExtended: true);

    /// <summary>The form of a word; nothing for the usual one.</summary>
    /// <exception cref="OphidiaException">There is no such form (7).</exception>
    public static TaskListForm Parse(string? text) => text switch
    {
        null or "" or "extended_compact" => Usual,
        "extended" => new TaskListForm(HasIds: true, IsExtended: true),
        "compact" => new TaskListForm(HasIds: false, IsExtended: false),
        "classic" => new TaskListForm(HasIds: true, IsExtended: false),
        _ => throw new OphidiaException(
            OphidiaError.Parameter, $"The request is not understood: 'output_format' is '{text}'; it is classic, compact, extended or extended_compact."),
    };
}
