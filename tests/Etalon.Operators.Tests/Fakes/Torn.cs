namespace Etalon.Operators.Tests;

[Operator("fake.torn", "1.0.0", "cube -> out", Doc = "Does not know what it is.")]
public sealed class Torn : IMapOperator<Torn.Parameters>, IReduceOperator<Torn.Parameters>
{
    public sealed record Parameters;

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0]);

    IMapKernel IMapOperator<Parameters>.Bind(Parameters parameters, Inputs inputs, Description description) =>
        throw new NotSupportedException();

    IReduceKernel IReduceOperator<Parameters>.Bind(Parameters parameters, Inputs inputs, Description description) =>
        throw new NotSupportedException();
}
