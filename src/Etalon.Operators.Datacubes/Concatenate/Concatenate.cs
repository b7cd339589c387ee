using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>Cubes one behind the other along an axis, or side by side along a new one.</summary>
[Operator("concatenate", "1.1.0", "cubes* -> cube", Doc = "Puts cubes one behind the other along an axis, or along a new one.")]
public sealed class Concatenate : IMapOperator<Concatenate.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Labels">Labels for the samples of a new axis.</param>
    /// <param name="Sort">Whether cubes are put into the order of their coordinates.</param>
    /// <param name="Name">The name of the result.</param>
    /// <param name="Numbers">Whether the samples along the axis are numbered anew.</param>
    /// <param name="Interlace">Whether one sample of each cube follows the other.</param>
    /// <param name="CheckAxes">Whether the coordinates of other axes must agree.</param>
    public sealed record Parameters(
        [Doc("the axis along which cubes follow one another; a name that no cube has makes a new, slowest axis")] string Axis,
        [Doc("labels for the samples of a new axis; empty takes the names of the cubes")] ImmutableArray<string> Labels = default,
        [Doc("whether cubes are put into the order of their coordinates; otherwise their order as given must be right")] bool Sort = true,
        [Doc("the name of the result; empty keeps the first cube's")] string Name = "",
        [Doc("whether the samples along the axis get the coordinates 1, 2, 3, … and no unit; overlaps do not matter then, and nothing is sorted")] bool Numbers = false,
        [Doc("whether a sample of each cube in turn is taken, and not one whole cube after the other")] bool Interlace = false,
        [Doc("whether the other axes must have the same coordinates; otherwise those of the first cube stay")] bool CheckAxes = true);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var line = ConcatenateLine.Of(parameters, inputs);
        return new Description(line.Output)
        {
            Demand = line.Demand,
            NanosecondsPerSample = 0.05 * line.Output.Type.Bytes(),
            Notes = line.Notes,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new ConcatenateKernel(ConcatenateLine.Of(parameters, inputs), inputs);
}
