using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>How the values of a plane, of a box of it, or of a whole cube, are spread.</summary>
internal sealed class HistogramCall(DatasetFormats formats) : ICall
{
    private const int UsualBins = 256;
    private static readonly double[] Percents = [0.1, 0.5, 1, 5, 25, 50, 75, 95, 99, 99.5, 99.9];

    /// <inheritdoc />
    public string Name => "histogram";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var dataset = formats.Open((string)message["path"]!);
        using var reader = dataset.Open((string)message["cube"]!);
        var view = message["view"]!.AsObject();
        var region = view["roi"]?.AsArray() is { } roi ? PlaneAxes.Of(reader.Cube, view).Rectangle(ViewNumbers.Read(roi))
            : view["at"] is JsonObject { Count: > 0 } || reader.Cube.Rank == 1 ? Plane(PlaneAxes.Of(reader.Cube, view))
            : reader.Cube.Whole;
        var spread = SpreadSamples.Read(reader, region, cancellation);
        var summary = ValueSummary.Of(spread.Numbers);
        var window = view["window"]?.AsArray();
        var (low, high) = window is null ? (summary.Min, summary.Max) : ((double)window[0]!, (double)window[1]!);
        var counts = ValueSummary.Histogram(spread.Numbers, low, high, (int?)view["bins"] ?? UsualBins);
        return new Reply(new JsonObject
        {
            ["edges"] = new JsonArray(ViewNumbers.Of(low), ViewNumbers.Of(high)),
            ["bins"] = new JsonArray([.. counts.Select(static count => (JsonNode)count)]),
            ["count"] = summary.Count,
            ["missing"] = summary.Missing,
            ["min"] = ViewNumbers.Of(summary.Min),
            ["max"] = ViewNumbers.Of(summary.Max),
            ["mean"] = ViewNumbers.Of(summary.Mean),
            ["std"] = ViewNumbers.Of(summary.Deviation),
            ["leastAboveZero"] = ViewNumbers.Of(summary.LeastAboveZero),
            ["percentiles"] = PercentilesOf(spread.Numbers),
            ["unit"] = reader.Cube.Unit,
            ["every"] = new JsonObject(spread.Every.Select((every, axis) => (Every: every, reader.Cube.Axes[axis].Name)).Where(static axis => axis.Every > 1)
                .Select(static axis => KeyValuePair.Create(axis.Name, (JsonNode?)axis.Every))),
        });
    }

    private static Region Plane(PlaneAxes axes) => axes.Part(0, axes.Rows, 0, axes.Columns);

    private static JsonObject PercentilesOf(double[] numbers)
    {
        var values = new float[numbers.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = double.IsFinite(numbers[i]) ? (float)numbers[i] : float.NaN;
        }

        var found = Percentiles.Of(values, Percents);
        return new JsonObject(Percents.Select((percent, i) => KeyValuePair.Create(percent.ToString(CultureInfo.InvariantCulture), ViewNumbers.Of(found[i]))));
    }
}
