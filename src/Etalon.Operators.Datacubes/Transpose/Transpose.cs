using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The same samples with the axes in another order.</summary>
[Operator("transpose", "1.0.0", "cube -> cube", Doc = "Puts the axes of a cube in another order.", TakesHalves = true)]
public sealed class Transpose : IMapOperator<Transpose.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Order">Axis names, slowest first; axes left out follow in their old order. Empty reverses all.</param>
    public sealed record Parameters(
        [Doc("axis names, slowest first, separated by commas; axes left out follow in their old order; empty reverses all axes")]
        string Order = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        return new Description(cube with { Axes = NewOrder(cube, parameters.Order) })
        {
            NanosecondsPerSample = 0.1 * cube.Type.Bytes(),
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new TransposeKernel(inputs[0], description.Outputs[0]);

    private static ImmutableArray<Axis> NewOrder(CubeInfo cube, string order)
    {
        var names = order.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            return [.. cube.Axes.Reverse()];
        }

        var chosen = new List<Axis>(cube.Rank);
        foreach (var name in names)
        {
            var axis = cube.Axes[cube.IndexOf(name)];
            if (chosen.Contains(axis))
            {
                throw new RefusalException("repeated-axis", $"Axis '{name}' is named twice in '{order}'.", "Name every axis once.");
            }

            chosen.Add(axis);
        }

        return [.. chosen, .. cube.Axes.Where(axis => !chosen.Contains(axis))];
    }
}
