namespace Etalon.Operators.Tests;

[Operator("fake.smooth", "1.0.0", "cube -> out", Doc = "Needs neighbours.")]
public sealed class Smooth : IMapOperator<Smooth.Parameters>
{
    public sealed record Parameters(string Axis, [Range(1, 99)] int Window = 3);

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0])
    {
        Halo = [new AxisHalo(parameters.Axis, parameters.Window / 2, parameters.Window / 2)],
    };

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
