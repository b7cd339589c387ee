using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary><c>oph_randcube</c>: a cube of random samples over dimensions of a container.</summary>
public static class RandomDraft
{
    /// <summary>The cube.</summary>
    /// <param name="arguments">What the user chose.</param>
    /// <param name="container">The container's dimensions, as the catalogue keeps them; those that it does not have are plain.</param>
    /// <param name="seed">The same seed gives the same samples, where the user names none.</param>
    public static OphidiaCube Of(OphidiaArguments arguments, JsonArray container, long seed)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var names = arguments.List("dim");
        var sizes = arguments.List("dim_size").Select(text => Size(arguments, text)).ToArray();
        var levels = arguments.List("concept_level");
        if (sizes.Length != names.Length || names.IsEmpty || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw arguments.Bad("dim_size", string.Create(CultureInfo.InvariantCulture, $"has {sizes.Length} sizes for {names.Length} different dimensions; there is one for each, between bars"));
        }

        var rows = (int)arguments.Whole("exp_ndim", 0, names.Length);
        var known = names.Select(name => container.FirstOrDefault(item => string.Equals((string?)item?["name"], name, StringComparison.Ordinal)) as JsonObject).ToArray();
        var dimensions = names.Select((name, i) => new OphidiaDimension(name, (string?)known[i]?["type"] ?? "double", sizes[i], i >= rows)
        {
            Hierarchy = (string?)known[i]?["hierarchy"] ?? "oph_base",
            ConceptLevel = levels.Length == 0 ? "c" : levels[Math.Min(i, levels.Length - 1)],
        }).ToImmutableArray();
        var draft = new OphidiaCube(arguments["measure"], arguments["measure_type"], dimensions, Samples(arguments, dimensions, known, seed));
        return draft with { Fragmentation = Fragments(arguments, draft.Rows) };
    }

    private static CubeStep Samples(OphidiaArguments arguments, ImmutableArray<OphidiaDimension> dimensions, JsonObject?[] known, long seed)
    {
        var type = OphidiaTypes.Find(arguments["measure_type"])!.Value;
        var isLikeAir = string.Equals(arguments["algorithm"], "temperatures", StringComparison.Ordinal) && type.IsFloat();
        var calendar = known.FirstOrDefault(static item => IsTime(item)) is { } time ? Calendar((string?)time["calendar"] ?? "standard") : "standard";
        var settings = new JsonObject
        {
            ["shape"] = string.Join(',', dimensions.Select(static dimension => string.Create(CultureInfo.InvariantCulture, $"{dimension.Name}={dimension.Size}"))),
            ["seed"] = arguments.Text("seed") is null ? seed : arguments.Whole("seed"),
            ["type"] = type.Name(),
            ["name"] = arguments["measure"],
            ["coordinates"] = string.Join("; ", dimensions.Select((dimension, i) => Line(dimension, known[i]))),
            ["calendar"] = calendar,
        };
        if (isLikeAir)
        {
            (settings["distribution"], settings["mean"], settings["deviation"]) = ("normal", 14, 8);
        }
        else
        {
            (settings["low"], settings["high"]) = (0, type == SampleType.Int8 ? 127 : 1000);
        }

        return new CubeStep("random", settings);
    }

    /// <summary>Values count from 1; those of time are in the unit and from the moment that the container says.</summary>
    private static string Line(OphidiaDimension dimension, JsonObject? known)
    {
        var (factor, unit) = ((string?)known?["units"] ?? "d") switch
        {
            "s" => (1, "seconds"),
            "m" => (1, "minutes"),
            "h" => (1, "hours"),
            "3" => (3, "hours"),
            "6" => (6, "hours"),
            _ => (1, "days"),
        };
        return IsTime(known)
            ? string.Create(CultureInfo.InvariantCulture, $"{dimension.Name}={factor}:{factor * dimension.Size} {unit} since {(string?)known!["baseTime"] ?? "1900-01-01 00:00:00"}")
            : string.Create(CultureInfo.InvariantCulture, $"{dimension.Name}=1:{dimension.Size}");
    }

    private static bool IsTime(JsonObject? known) => string.Equals((string?)known?["hierarchy"], "oph_time", StringComparison.Ordinal);

    private static string Calendar(string name) => name switch
    {
        "no_leap" => "noleap",
        "all_leap" => "all_leap",
        "user_defined" => "standard",
        _ => name,
    };

    private static OphidiaFragmentation Fragments(OphidiaArguments arguments, long rows)
    {
        var hosts = Math.Max(1, arguments.Whole("nhost", 0));
        var fragments = arguments.Whole("nfrag", 1);
        var tuples = arguments.Whole("ntuple", 0);
        if (tuples > 0 && hosts * fragments * tuples != rows)
        {
            throw arguments.Bad("ntuple", string.Create(CultureInfo.InvariantCulture, $"is {tuples}: {hosts} hosts x {fragments} fragments x {tuples} rows are {hosts * fragments * tuples}, and the explicit dimensions have {rows}"));
        }

        return hosts * fragments > rows
            ? throw arguments.Bad("nfrag", string.Create(CultureInfo.InvariantCulture, $"is {fragments}, which with {hosts} hosts makes more fragments than the {rows} rows"))
            : new OphidiaFragmentation(hosts, fragments, (rows + (hosts * fragments) - 1) / (hosts * fragments));
    }

    private static long Size(OphidiaArguments arguments, string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0
        ? size
        : throw arguments.Bad("dim_size", $"has '{text}'; sizes are whole numbers from 1");
}
