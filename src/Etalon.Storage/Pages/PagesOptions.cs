using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Storage;

/// <summary>How pages look.</summary>
internal sealed record PagesOptions
{
    private const string Note = "note:";
    private const string Known = "rows, page-rows, show-index, show-id, show-time, content, title, note:NAME";

    /// <summary>How many axes number the rows; null for all but the last.</summary>
    public int? RowAxes { get; private init; }

    /// <summary>Rows on a page, about; 0 for what a browser still shows well.</summary>
    public long PageRows { get; private init; }

    /// <summary>Whether places stand beside coordinates.</summary>
    public bool ShowIndex { get; private init; }

    /// <summary>Whether rows are numbered.</summary>
    public bool ShowId { get; private init; }

    /// <summary>Whether moments are dates.</summary>
    public bool ShowTime { get; private init; } = true;

    /// <summary>Whether samples are shown.</summary>
    public bool HasSamples { get; private init; } = true;

    /// <summary>Whether attributes are shown.</summary>
    public bool HasAttributes { get; private init; } = true;

    /// <summary>What stands at the top; empty for the cube's name.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What there is to say besides.</summary>
    public ImmutableArray<(string Name, string Text)> Notes { get; private init; } = [];

    /// <summary>Reads options.</summary>
    /// <exception cref="RefusalException"><c>bad-option</c>, <c>unknown-option</c>.</exception>
    public static PagesOptions Parse(IReadOnlyDictionary<string, string> options)
    {
        var result = new PagesOptions();
        foreach (var (name, value) in options)
        {
            result = name switch
            {
                "rows" => result with { RowAxes = (int)Number(name, value, 64) },
                "page-rows" => result with { PageRows = Number(name, value, long.MaxValue) },
                "show-index" => result with { ShowIndex = IsYes(name, value) },
                "show-id" => result with { ShowId = IsYes(name, value) },
                "show-time" => result with { ShowTime = IsYes(name, value) },
                "content" => Content(result, value),
                "title" => result with { Title = value },
                _ when name.StartsWith(Note, StringComparison.Ordinal) => result with { Notes = result.Notes.Add((name[Note.Length..], value)) },
                _ => throw Refusal.Unknown("option", name, Known.Split(", ")),
            };
        }

        return result;
    }

    private static PagesOptions Content(PagesOptions options, string value) => value switch
    {
        "all" => options,
        "data" => options with { HasAttributes = false },
        "metadata" => options with { HasSamples = false },
        _ => throw Refusal.Unknown("content", value, ["all", "data", "metadata"]),
    };

    private static bool IsYes(string name, string value) => value switch
    {
        "true" or "yes" => true,
        "false" or "no" => false,
        _ => throw new RefusalException("bad-option", $"'{name}' is '{value}'; it is true or false."),
    };

    private static long Number(string name, string value, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new RefusalException("bad-option", $"'{name}' is '{value}'; it is a whole number up to {most}.");
}
