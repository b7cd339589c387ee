using System.Globalization;
using System.Text.Json.Nodes;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>A volume in several sizes, each half of the one before, so that it can be looked at from afar.</summary>
[Operator("pyramid", "1.0.0", "volume -> level1", Doc = "Makes smaller copies of a volume, each half the size of the one before: level1, level2, …")]
public sealed class Pyramid : IComposite<Pyramid.Parameters>
{
    /// <summary>An axis that is no longer than this can be looked at as it is.</summary>
    private const long SmallEnough = 128;

    /// <summary>What the user may choose.</summary>
    /// <param name="Levels">How many copies.</param>
    /// <param name="Axes">The axes that are halved.</param>
    public sealed record Parameters(
        [Doc("how many copies; 0 until no axis is longer than 128"), Range(0, 16)] int Levels = 0,
        [Doc("the axes that are halved")] string Axes = "y,row,column");

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph)
    {
        var cube = inputs[0];
        var names = parameters.Axes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var lengths = names.ToDictionary(name => name, name => cube.Axes[cube.IndexOf(name)].Length, StringComparer.Ordinal);
        if (lengths.Count == 0 || lengths.Values.Max() < 2)
        {
            throw new RefusalException(
                "bad-parameter", $"No axis of '{cube.Name}' that could be halved is named.", "Name axes of at least two samples: axes=y,row,column.");
        }

        var link = graph.Input(inputs.Ports[0].Name);
        for (var level = 1; IsWanted(level, parameters.Levels, lengths.Values.Max()); level++)
        {
            // An axis of one sample stays.
            var by = string.Join(',', names.Where(name => lengths[name] > 1).Select(name => $"{name}=2"));
            var id = string.Create(CultureInfo.InvariantCulture, $"level{level}");
            graph.Add(id, "downsample", new JsonObject { ["by"] = by }, ("cube", link));
            link = new GraphLink(id, "cube");
            graph.Output(id, link);
            foreach (var name in names)
            {
                lengths[name] = Math.Max(1, lengths[name] / 2);
            }
        }
    }

    private static bool IsWanted(int level, int levels, long longest) =>
        longest > 1 && (level == 1 || (levels == 0 ? longest > SmallEnough : level <= levels));
}
