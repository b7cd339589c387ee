using System.Collections.Immutable;
using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Puts cubes of one shape side by side along new, slowest axes; what a parameter sweep ends in.</summary>
[Operator(Name, "1.0.0", "cubes* -> out", Doc = "Stacks cubes of one shape along new axes (used for parameter sweeps).")]
public sealed class StackOperator : IMapOperator<StackOperator.Parameters>
{
    /// <summary>The operator's name.</summary>
    public const string Name = "stack";

    /// <summary>Which axes to add.</summary>
    /// <param name="Axes">The new axes, slowest first; the product of their lengths is the number of cubes.</param>
    public sealed record Parameters(
        [Doc("The new axes, slowest first; the product of their lengths is the number of cubes.")] ImmutableArray<StackAxis> Axes);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var count = parameters.Axes.Aggregate(1L, static (product, axis) => product * axis.Labels.Length);
        var first = inputs[0];
        if (count != inputs.Count)
        {
            throw new RefusalException(
                "dimension-clash", $"{inputs.Count} cubes do not fill axes of {string.Join(" x ", parameters.Axes.Select(axis => axis.Labels.Length))}.",
                "Give one cube for every combination of labels.");
        }

        foreach (var (port, cube) in inputs.Ports)
        {
            if (cube.Type != first.Type || !cube.Shape.AsSpan().SequenceEqual(first.Shape.AsSpan()))
            {
                throw new RefusalException(
                    "dimension-clash", $"Cube '{port}' has another shape or sample type than the first; they cannot be stacked.",
                    "A parameter that changes the shape cannot be swept; use one step per value.");
            }
        }

        var added = parameters.Axes.Select(axis => AxisOf(axis, first)).ToArray();
        return new Description(first with { Axes = [.. added, .. first.Axes] })
        {
            Demand = output => Demand(output, inputs.Count, [.. added.Select(axis => axis.Length)]),
            NanosecondsPerSample = 0.1,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        new Kernel([.. description.Outputs[0].Shape.Take(parameters.Axes.Length)]);

    private static Axis AxisOf(StackAxis axis, CubeInfo cube)
    {
        var numbers = new double[axis.Labels.Length];
        var numeric = true;
        for (var i = 0; numeric && i < numbers.Length; i++)
        {
            numeric = double.TryParse(axis.Labels[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]);
        }

        return new Axis(cube.Find(axis.Name) < 0 ? axis.Name : $"sweep-{axis.Name}", axis.Labels.Length)
        {
            Coordinates = numeric ? AxisCoordinates.From(numbers) : new LabelCoordinates(axis.Labels),
            Unit = numeric ? axis.Unit : "",
        };
    }

    private static ImmutableArray<Region?> Demand(Region output, int count, ImmutableArray<long> lengths)
    {
        var needs = new Region?[count];
        var rest = new Region(output.Start[lengths.Length..], output.Length[lengths.Length..]);
        var at = new Region(output.Start[..lengths.Length], output.Length[..lengths.Length]);
        var grid = new ChunkGrid(lengths, [.. lengths.Select(static _ => 1L)]);
        foreach (var ordinal in grid.Touching(at))
        {
            needs[ordinal] = rest;
        }

        return [.. needs];
    }

    /// <summary>The needed inputs come in the order of their places, which is the order of the output block.</summary>
    private sealed unsafe class Kernel(ImmutableArray<long> lengths) : IMapKernel
    {
        public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
        {
            var output = outputs[0];
            var at = new Region(output.Region.Start[..lengths.Length], output.Region.Length[..lengths.Length]);
            var bytes = output.Samples / at.Samples * output.Cube.Type.Bytes();
            var target = output.Pointer;
            var grid = new ChunkGrid(lengths, [.. lengths.Select(static _ => 1L)]);
            foreach (var ordinal in grid.Touching(at))
            {
                cancellation.ThrowIfCancellationRequested();
                Buffer.MemoryCopy(inputs[(int)ordinal].Pointer, target, bytes, bytes);
                target += bytes;
            }
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
