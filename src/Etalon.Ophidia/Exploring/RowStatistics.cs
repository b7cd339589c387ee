using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Ophidia;

/// <summary>Numbers about each row of a variable: what <c>oph_explorenc</c> shows besides samples.</summary>
/// <param name="Key">By what clients find the table.</param>
/// <param name="Title">What it is.</param>
/// <param name="Query">How the numbers are computed of a row.</param>
/// <param name="Names">What they are, in the order in which they come.</param>
public sealed record RowStatistics(string Key, string Title, string Query, ImmutableArray<string> Names)
{
    private static readonly ImmutableArray<string> Known =
    [
        "MEAN", "VARIANCE", "STANDARD DEVIATION", "MEAN DEVIATION", "SKEWNESS", "KURTOSIS", "AUTOCORRELATION", "MAX", "MIN", "QUANTILE 0.05", "QUANTILE 0.25", "QUANTILE 0.5",
        "QUANTILE 0.75", "QUANTILE 0.95",
    ];

    /// <summary>What a task asks for; nothing where it asks for none.</summary>
    /// <param name="arguments">With <c>show_stats</c> and <c>show_fit</c>.</param>
    /// <param name="row">The only axis of a row.</param>
    public static IEnumerable<RowStatistics> Of(OphidiaArguments arguments, Axis row)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(row);
        var mask = Mask(arguments);
        var wanted = new List<RowStatistics>();
        if (mask.Contains('1', StringComparison.Ordinal))
        {
            wanted.Add(new RowStatistics("explorenc_stats", "Statistics", $"oph_gsl_stats(measure,'{mask}')", [.. Known.Where((_, i) => mask[i] == '1')]));
        }

        if (arguments.IsYes("show_fit"))
        {
            // Along the coordinates; where there are none, along 1, 2, 3, …
            var along = row.Coordinates is null or LabelCoordinates ? $"oph_get_index_array(1,{row.Length})" : "dimension";
            wanted.Add(new RowStatistics("explorenc_fit", "Linear Fit", $"oph_gsl_fit_linear_coeff(measure,{along},'110000')", ["INTERCEPT", "SLOPE"]));
        }

        return wanted;
    }

    /// <summary>Whether a task asks for any.</summary>
    public static bool AreWanted(OphidiaArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Mask(arguments).Contains('1', StringComparison.Ordinal) || arguments.IsYes("show_fit");
    }

    /// <summary>The steps of a workflow that compute them of a part of a cube; the last one is called <c>numbers</c>.</summary>
    /// <param name="info">The cube.</param>
    /// <param name="places">What is chosen of each axis.</param>
    public JsonObject Steps(CubeInfo info, ImmutableArray<AxisPlaces> places)
    {
        ArgumentNullException.ThrowIfNull(info);
        var axes = new JsonObject(info.Axes.Zip(places).Where(static pair => pair.Second.Count < pair.First.Length).Select(static pair => KeyValuePair.Create(pair.First.Name, (JsonNode?)pair.Second.ToSelection())));
        return new JsonObject
        {
            ["part"] = Step("subset", new JsonObject { ["axes"] = axes }, "$cube"),

            // Means of integers are no integers.
            ["wide"] = Step("cast", new JsonObject { ["type"] = SampleType.Float64.Name() }, "part"),
            ["numbers"] = Step("apply", new JsonObject { ["query"] = Query, ["coordinates"] = "numbers", ["keepAxes"] = true }, "wide"),
        };
    }

    private static string Mask(OphidiaArguments arguments)
    {
        var mask = arguments["show_stats"];
        return mask is "no" or "-" ? new string('0', Known.Length)
            : mask.Length == Known.Length && mask.All(static digit => digit is '0' or '1') ? mask
            : throw arguments.Bad("show_stats", $"is '{mask}'; it has {Known.Length} digits, 1 for each of these that is wanted: {string.Join(", ", Known)}");
    }

    private static JsonObject Step(string called, JsonObject settings, string from) => new() { ["op"] = called, ["set"] = settings, ["in"] = new JsonObject { ["cube"] = from } };
}
