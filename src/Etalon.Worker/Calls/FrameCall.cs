using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Etalon.Cubes;
using Etalon.Numerics;
using Etalon.Storage;

namespace Etalon.Worker;

/// <summary>A plane of a cube, or a tile of one, at screen resolution: bytes for a look or float32 for the numbers. A line comes as means and extremes.</summary>
internal sealed class FrameCall(DatasetFormats formats) : ICall
{
    private static readonly double[] UsualPercents = [0.5, 99.5];

    /// <inheritdoc />
    public string Name => "frame";

    /// <inheritdoc />
    public Reply Answer(JsonObject message, Action<JsonObject> progress, CancellationToken cancellation)
    {
        using var dataset = formats.Open((string)message["path"]!);
        using var reader = dataset.Open((string)message["cube"]!);
        var view = message["view"]!.AsObject();
        var axes = PlaneAxes.Of(reader.Cube, view);
        var wish = new FramePlan(reader, axes, new PlaneScan(reader, axes)).Wish(view);
        using var pyramid = (string?)message["pyramid"] is { } path ? Pyramid.Open(formats, path, reader.Cube) : null;
        if (axes.IsLine)
        {
            return Line(FrameSource.Read(reader, pyramid, axes, wish, Enum.GetValues<BlockStatistic>(), cancellation), axes);
        }

        var statistic = Statistic((string?)view["reduce"]);
        var source = FrameSource.Read(reader, pyramid, axes, wish, [statistic], cancellation);
        var values = axes.IsTurned ? source.Image.Turned(statistic) : source.Image[statistic];
        var result = Describe(axes, source);
        var isBytes = (string?)view["format"] is null or "u8";
        var window = Window(view, values, isBytes);
        result["window"] = window is { } shown ? new JsonArray(shown.Low, shown.High) : null;
        return new Reply(result, isBytes ? Bytes(values, window!.Value) : MemoryMarshal.AsBytes<float>(values).ToArray());
    }

    private static Reply Line(FrameSource source, PlaneAxes axes)
    {
        var image = source.Image;
        var triples = new float[3 * image.Fast];
        for (var i = 0; i < image.Fast; i++)
        {
            triples[3 * i] = image[BlockStatistic.Mean][i];
            triples[(3 * i) + 1] = image[BlockStatistic.Min][i];
            triples[(3 * i) + 2] = image[BlockStatistic.Max][i];
        }

        var result = Describe(axes, source);
        result["shape"] = new JsonArray(image.Fast, 3);
        return new Reply(result, MemoryMarshal.AsBytes<float>(triples).ToArray());
    }

    private static JsonObject Describe(PlaneAxes axes, FrameSource source) => new()
    {
        ["shape"] = axes.IsTurned ? new JsonArray(source.Image.Fast, source.Image.Slow) : new JsonArray(source.Image.Slow, source.Image.Fast),
        ["step"] = axes.IsTurned ? new JsonArray(source.Steps.Fast, source.Steps.Slow) : new JsonArray(source.Steps.Slow, source.Steps.Fast),
        ["thickness"] = new JsonObject(source.Thickness.Select(static axis => KeyValuePair.Create(axis.Axis, (JsonNode?)axis.Samples))),
        ["wantsPyramid"] = source.WantsPyramid,
        ["sampled"] = source.Steps.IsSampled ? axes.Cube.Axes[axes.IsTurned ? axes.X : axes.Y].Name : null,
        ["unit"] = axes.Cube.Unit,
        ["type"] = axes.Cube.Type.Name(),
    };

    private static BlockStatistic Statistic(string? name) => name switch
    {
        null or "" or "mean" => BlockStatistic.Mean,
        "min" => BlockStatistic.Min,
        "max" => BlockStatistic.Max,
        _ => throw Refusal.Unknown("reduction", name, ["mean", "min", "max"]),
    };

    /// <summary>The window that was asked for, or the middle 99 % of what is shown; null where numbers are wanted as they are.</summary>
    private static ByteWindow? Window(JsonObject view, float[] values, bool isNeeded)
    {
        var isLog = (bool?)view["log"] ?? false;
        if (view["window"]?.AsArray() is { } given)
        {
            return new ByteWindow((double)given[0]!, (double)given[1]!, isLog);
        }

        if (!isNeeded)
        {
            return null;
        }

        var known = isLog ? [.. values.Where(value => value > 0)] : values;
        var usual = Percentiles.Of(known, UsualPercents);
        return double.IsNaN(usual[0]) ? new ByteWindow(isLog ? 1 : 0, 1, isLog) : new ByteWindow(usual[0], usual[1], isLog);
    }

    private static byte[] Bytes(float[] values, ByteWindow window)
    {
        var bytes = new byte[values.Length];
        window.Map(values, bytes);
        return bytes;
    }
}
