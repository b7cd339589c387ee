using Etalon.Cubes;

namespace Etalon.Operators.Tests;

[Operator("fake.scale", "1.2.0", "cube -> out", Doc = "Multiplies.")]
public sealed class Scale : IMapOperator<Scale.Parameters>
{
    public sealed record Parameters(double Factor = 2, SampleType Type = SampleType.Float32);

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0] with { Type = parameters.Type });

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
