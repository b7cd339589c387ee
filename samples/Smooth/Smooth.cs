using Etalon.Cubes;
using Etalon.Operators;

namespace SmoothPack;

/// <summary>Smooths a cube along one axis with the weights 1, 2, 1.</summary>
[Operator("sample.smooth", "1.0.0", "cube -> cube", Doc = "Smooths a cube along an axis with the weights 1, 2, 1.")]
public sealed class Smooth : IMapOperator<Smooth.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Axis">The axis to smooth along.</param>
    public sealed record Parameters([property: Doc("the axis to smooth along")] string Axis);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        _ = cube.IndexOf(parameters.Axis); // refuses an axis that the cube does not have, with the nearest names
        if (cube.Type != SampleType.Float32)
        {
            throw new RefusalException(
                "wrong-sample-type", $"sample.smooth takes float32; '{cube.Name}' is {cube.Type.Name()}.", "Cast it first: operator 'cast'.");
        }

        return new Description(cube)
        {
            // One neighbour on each side; at the cube's edges the engine gives fewer.
            Halo = [new AxisHalo(parameters.Axis, 1, 1)],
            NanosecondsPerSample = 1,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new Kernel(inputs[0].IndexOf(parameters.Axis));

    private sealed class Kernel(int axis) : IMapKernel
    {
        public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
        {
            var (input, output) = (inputs[0], outputs[0]);
            var before = output.Region.Start[axis] - input.Region.Start[axis];
            var lines = new Lines(Product(output.Region, 0, axis), output.Region.Length[axis], Product(output.Region, axis + 1, output.Region.Length.Length));
            SmoothKernel.Run(input.As<float>(), output.As<float>(), lines, input.Region.Length[axis], before);
        }

        public void Dispose()
        {
            // No tables, no scratch.
        }

        private static long Product(Region region, int from, int to)
        {
            var product = 1L;
            for (var i = from; i < to; i++)
            {
                product *= region.Length[i];
            }

            return product;
        }
    }
}
