using System.Collections.Immutable;

namespace Etalon.Ophidia;

/// <summary>How manuals write their arguments down.</summary>
internal static class ManualArguments
{
    /// <summary>The folder of the session that relative names start from.</summary>
    public static OphidiaArgument Cwd { get; } = Text("cwd", "/", "Folder of the session that relative names start from.");

    /// <summary>The folder of the server's files that relative names start from.</summary>
    public static OphidiaArgument Cdd { get; } = Text("cdd", "/", "Folder of the server's files that relative paths start from.");

    /// <summary>The cube that is worked on; the paper calls it otherwise.</summary>
    public static OphidiaArgument Cube { get; } = Must("cube", "The cube, by its PID.") with { Aliases = ["datacube_input", "input_cube"] };

    /// <summary>A remark on the cube that is made.</summary>
    public static OphidiaArgument Description { get; } = Text("description", "-", "A remark that is kept with the result.");

    /// <summary>The named set of values that the result's dimensions take.</summary>
    public static OphidiaArgument Grid { get; } = Text(
        "grid", "-",
        "A name for the values of the dimensions. A new name keeps them in the container; with a name that is there the result takes the grid's values, and is refused where sizes or values are others.");

    /// <summary>How strictly.</summary>
    public static OphidiaArgument CheckGrid { get; } = YesNo(
        "check_grid", "no", "Whether values must be exactly those of the grid that is there; otherwise they may differ by a hundredth of their distance.");

    /// <summary>What dates count from, in what unit and calendar.</summary>
    public static ImmutableArray<OphidiaArgument> Time { get; } =
    [
        Text("base_time", "1900-01-01 00:00:00", "For dimensions of time (oph_time): the moment that is zero, where the file does not say."),
        Choice("units", "d", "For dimensions of time: seconds, minutes, hours, three hours, six hours or days, where the file does not say.", "s", "m", "h", "3", "6", "d"),
        Choice(
            "calendar", "standard", "For dimensions of time: the calendar, where the file does not say.",
            "standard", "gregorian", "proleptic_gregorian", "julian", "360_day", "no_leap", "all_leap", "user_defined", "noleap", "365_day", "366_day"),
        Text("month_lengths", "31,28,31,30,31,30,31,31,30,31,30,31", "For a user's own calendar: days of the twelve months."),
        Whole("leap_year", "0", "For a user's own calendar: the first leap year."),
        Whole("leap_month", "2", "For a user's own calendar: the month that is longer in leap years."),
    ];

    /// <summary>What part of each dimension is taken.</summary>
    public static ImmutableArray<OphidiaArgument> Subset { get; } =
    [
        List("subset_dims", "none", "Dimensions of which a part is taken."),
        List("subset_filter", "all", "The part of each: a place, start:end, start:step:end, several between commas, or a time."),
        List("subset_type", "index", "Whether filters are places or coordinates.", "index", "coord"),
        YesNo("time_filter", "yes", "Whether filters of a dimension of time may be dates."),
        List("offset", "0", "By how much intervals of coordinates are widened on both sides."),
    ];

    /// <summary>How rows are shown.</summary>
    public static ImmutableArray<OphidiaArgument> Showing { get; } =
    [
        YesNo("show_index", "no", "Whether places stand beside values of dimensions."),
        YesNo("show_id", "no", "Whether each row's number is shown."),
        YesNo("show_time", "no", "Whether values of time are shown as dates."),
    ];

    /// <summary>Where what a program says is kept.</summary>
    public static ImmutableArray<OphidiaArgument> Sayings { get; } =
    [
        Text("stdout", "stdout", "A file its output is appended to, or stdout for none."),
        Text("stderr", "stderr", "A file its errors are appended to, or stderr for none."),
    ];

    /// <summary>How words become arguments.</summary>
    public static OphidiaArgument Space { get; } = YesNo("space", "no", "Whether spaces belong to arguments; otherwise they separate them.");

    /// <summary>Whether the samples are made at all.</summary>
    public static OphidiaArgument Run { get; } = YesNo("run", "yes", "With no, only the fragmentation is worked out.");

    /// <summary>A choice that there is none of.</summary>
    public static OphidiaArgument Compressed { get; } = YesNo("compressed", "no", "Accepted; samples are always kept compressed where that pays.");

    /// <summary>Overwriting.</summary>
    public static OphidiaArgument Force { get; } = YesNo("force", "no", "Whether a file that is there is overwritten.");

    /// <summary>The session that is looked at.</summary>
    public static OphidiaArgument Session { get; } = Text("session", "this", "The session: this one, or an address.");

    /// <summary>The workflow whose variables are set.</summary>
    public static OphidiaArgument Workflow { get; } = Text("id", "@OPH_WORKFLOW_ID", "The number of the workflow; otherwise this one.");

    /// <summary>A text, or anything that is read later.</summary>
    public static OphidiaArgument Text(string name, string standard, string doc) => new(name, "string", standard, doc);

    /// <summary>A text that must be given.</summary>
    public static OphidiaArgument Must(string name, string doc) => new(name, "string", null, doc);

    /// <summary>Several texts between bars that must be given.</summary>
    public static OphidiaArgument Several(string name, string doc) => Must(name, doc) with { IsList = true };

    /// <summary>Several texts between bars.</summary>
    public static OphidiaArgument List(string name, string standard, string doc, params ImmutableArray<string> values) =>
        new(name, "string", standard, doc) { Values = values, IsList = true };

    /// <summary>One of a few words.</summary>
    public static OphidiaArgument Choice(string name, string standard, string doc, params ImmutableArray<string> values) =>
        new(name, "string", standard, doc) { Values = values };

    /// <summary><c>yes</c> or <c>no</c>.</summary>
    public static OphidiaArgument YesNo(string name, string standard, string doc) => Choice(name, standard, doc, "yes", "no");

    /// <summary>A whole number.</summary>
    public static OphidiaArgument Whole(string name, string standard, string doc) => new(name, "int", standard, doc);

    /// <summary>A number.</summary>
    public static OphidiaArgument Real(string name, string standard, string doc) => new(name, "real", standard, doc);
}
