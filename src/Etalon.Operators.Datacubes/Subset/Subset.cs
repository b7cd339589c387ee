using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>A part of a cube: by index, coordinate, time or nearest sample, along any axes at once.</summary>
[Operator("subset", "1.1.0", "cube -> cube", Doc = "Takes a part of a cube by index, coordinate, time or nearest sample.", TakesHalves = true)]
public sealed class Subset : IMapOperator<Subset.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Select">Selections by axis, in one text.</param>
    /// <param name="Axes">The same by axis; both together must not name an axis twice.</param>
    /// <param name="Drop">Whether axes of which one sample was named lose their place.</param>
    public sealed record Parameters(
        [Doc("selections by axis: time=2003-05; lat=-30..30; lon=nearest:11.5; level=index:0:3; month=index:0:2,11")] string Select = "",
        [Doc("the same by axis: {\"time\": \"2003-05\", \"lat\": \"-30..30\"}")] ImmutableSortedDictionary<string, string>? Axes = null,
        [Doc("whether axes of which a single sample is named (index 3, nearest, label) are dropped")] bool Drop = false);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        var parts = SubsetParts.Of(parameters, cube);
        var kept = parts.Where(part => !part.IsDropped).ToImmutableArray();
        var output = cube with { Axes = [.. kept.Select(part => part.Of(cube.Axes[part.Axis]))] };
        return new Description(output)
        {
            Demand = region => [Demand(parts, region)],
            NanosecondsPerSample = 0.05 * cube.Type.Bytes(),
            KeepsSamples = parts.All(part => part.IsRun),
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SubsetKernel(SubsetParts.Of(parameters, inputs[0]));

    /// <summary>From the first to the last sample needed; the kernel leaves out what lies between steps.</summary>
    private static Region Demand(ImmutableArray<SubsetPart> parts, Region region)
    {
        var start = new long[parts.Length];
        var length = new long[parts.Length];
        var at = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            var (first, count) = parts[i].IsDropped ? (0, 1) : (region.Start[at], region.Length[at]);
            start[i] = count == 0 ? 0 : parts[i].Place(first);
            length[i] = count == 0 ? 0 : parts[i].Place(first + count - 1) - start[i] + 1;
            at += parts[i].IsDropped ? 0 : 1;
        }

        return new Region([.. start], [.. length]);
    }
}
