using System.Globalization;
using System.Text.Json.Nodes;

namespace Etalon.Operators.Tomography;

/// <summary>A few slices at even distances, each read by itself, so that a preview does not read what lies between them.</summary>
[Operator("pick-slices", "1.0.0", "cube -> cube", Doc = "Takes a few slices at even distances along an axis, for previews.")]
public sealed class PickSlices : IComposite<PickSlices.Parameters>
{
    /// <summary>What the user may choose.</summary>
    public sealed record Parameters(
        [Doc("how many slices; all where there are not more"), Range(1, 1000)] int Count = 3,
        [Doc("the axis along which they lie")] string Axis = ScanAxes.Y);

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var cube = inputs[0];
        var length = cube.Axes[cube.IndexOf(parameters.Axis)].Length;
        var input = ("cube", graph.Input("cube"));
        var count = Math.Min(parameters.Count, length);
        if (count is 1 || count == length)
        {
            graph.Output("cube", new GraphLink(graph.Add("all", "subset", Part(parameters.Axis, count == length ? 0 : length / 2, count), input), "cube"));
            return;
        }

        // The middles of equal parts: of three slices one is the middle of all.
        var slices = Enumerable.Range(0, (int)count)
            .Select(i => graph.Add(
                string.Create(CultureInfo.InvariantCulture, $"slice{i}"), "subset", Part(parameters.Axis, ((2 * i) + 1) * length / (2 * count), 1), input))
            .ToArray();
        graph.Add(
            "together", "concatenate", new JsonObject { ["axis"] = parameters.Axis, ["sort"] = false },
            [.. slices.Select((id, i) => (string.Create(CultureInfo.InvariantCulture, $"cubes[{i}]"), new GraphLink(id, "cube")))]);
        graph.Output("cube", new GraphLink("together", "cube"));
    }

    private static JsonObject Part(string axis, long first, long count) =>
        new() { ["select"] = string.Create(CultureInfo.InvariantCulture, $"{axis}=index:{first}:{first + count}") };
}
