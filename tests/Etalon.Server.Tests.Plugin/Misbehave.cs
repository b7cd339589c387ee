using Etalon.Operators;

namespace Etalon.Server.Tests.Plugin;

/// <summary>Copies a cube, or does something bad.</summary>
[Operator("test-field.misbehave", "1.0.0", "cube -> cube", Doc = "Does something bad.")]
public sealed class Misbehave : IMapOperator<Misbehave.Parameters>
{
    public sealed record Parameters([property: Doc("what to do")] Misbehaviour Kind);

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0]);

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new Kernel(parameters.Kind);

    private sealed class Kernel(Misbehaviour kind) : IMapKernel
    {
        public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
        {
            switch (kind)
            {
                case Misbehaviour.Throw:
                    throw new InvalidOperationException("the beam was off");
                case Misbehaviour.FailFast:
                    Environment.FailFast("the detector is on fire");
                    break;
                default:
                    Console.Out.WriteLine("{\"id\":1,\"result\":{}}");
                    inputs[0].As<float>().CopyTo(outputs[0].As<float>());
                    break;
            }
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
