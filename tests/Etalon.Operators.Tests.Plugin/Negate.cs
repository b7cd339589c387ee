namespace Etalon.Operators.Tests.Plugin;

[Operator("sample.negate", "0.1.0", "cube -> out", Doc = "Turns the sign.")]
public sealed class Negate : IMapOperator<Negate.Parameters>
{
    public sealed record Parameters([Doc("added afterwards")] double Offset = 0);

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0] with { Name = "negated" });

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new Kernel((float)parameters.Offset);

    private sealed class Kernel(float offset) : IMapKernel
    {
        public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
        {
            var input = inputs[0].As<float>();
            var output = outputs[0].As<float>();
            for (var i = 0; i < output.Length; i++)
            {
                output[i] = offset - input[i];
            }
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
