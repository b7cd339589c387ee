using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The part of <c>apply</c> that cuts an axis of the rows into groups, whose members become an axis of their own.</summary>
[Operator("apply-groups", "1.0.0", "cube -> cube", Doc = "Cuts an axis into groups of neighbours, whose members become an axis behind it; moves no sample.")]
public sealed class ApplyGroups : IMapOperator<ApplyGroups.Parameters>
{
    /// <summary>What the user chooses.</summary>
    /// <param name="Axis">The axis.</param>
    /// <param name="Count">How many neighbours make a group.</param>
    public sealed record Parameters([Doc("the axis that is cut")] string Axis, [Doc("how many neighbours make a group"), Range(1, 1 << 28)] int Count);

    /// <summary>The name of the axis of members.</summary>
    public static string MemberAxis(string axis) => $"{axis}_member";

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var input = inputs[0];
        var at = input.IndexOf(parameters.Axis);
        var axis = input.Axes[at];
        var member = MemberAxis(axis.Name);
        if (axis.Length % parameters.Count != 0 || input.Find(member) >= 0)
        {
            throw new RefusalException(
                "bad-parameter", string.Create(CultureInfo.InvariantCulture, $"Axis '{axis.Name}' of {axis.Length} samples cannot be cut into groups of {parameters.Count} along a new axis '{member}'."),
                $"Give a divisor of {axis.Length}; there must be no axis '{member}' yet.");
        }

        var groups = Groups(axis, parameters.Count);
        var output = input with { Axes = input.Axes.SetItem(at, groups).Insert(at + 1, new Axis(member, parameters.Count)) };
        return new Description(output)
        {
            // Whole groups only: then an output block has the samples of its input block in the same order.
            CoreAxes = [member],
            Demand = region => [Region(region, at, parameters.Count)],
            KeepsSamples = true,
            NanosecondsPerSample = 0.1,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();

    private static Axis Groups(Axis axis, int count)
    {
        var groups = axis with { Length = axis.Length / count, Bounds = [], Coordinates = null };
        if (axis.Coordinates is null or LabelCoordinates)
        {
            return groups;
        }

        var middles = new double[groups.Length];
        for (var i = 0; i < middles.Length; i++)
        {
            var (low, high) = (axis.Coordinates[(long)i * count], axis.Coordinates[(((long)i + 1) * count) - 1]);
            middles[i] = low + ((high - low) / 2);
        }

        return groups with { Coordinates = AxisCoordinates.From(middles) };
    }

    private static Region Region(Region output, int at, int count) => new(
        output.Start.RemoveAt(at + 1).SetItem(at, output.Start[at] * count), output.Length.RemoveAt(at + 1).SetItem(at, output.Length[at] * count));
}
