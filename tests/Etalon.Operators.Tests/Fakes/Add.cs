namespace Etalon.Operators.Tests;

[Operator("fake.add", "1.0.0", "a, b, mask? -> out", Doc = "Adds two cubes.")]
public sealed class Add : IMapOperator<Add.Parameters>
{
    public sealed record Parameters;

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs["a"]);

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
