using System.Numerics.Tensors;
using Etalon.Cubes;

namespace Etalon.Operators;

/// <summary>Makes float32 of float16; put before every step that computes.</summary>
[Operator(Name, "1.0.0", "cube -> out", Doc = "Makes float32 of float16, exactly (put before steps that compute).", TakesHalves = true)]
public sealed class WidenOperator : IMapOperator<WidenOperator.Parameters>
{
    /// <summary>The operator's name.</summary>
    public const string Name = "widen";

    /// <summary>Nothing to choose.</summary>
    public sealed record Parameters;

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs) => inputs[0].Type == SampleType.Float16
        ? new Description(inputs[0] with { Type = SampleType.Float32 }) { NanosecondsPerSample = 0.3 }
        : throw new RefusalException("wrong-sample-type", $"'{inputs[0].Name}' holds {inputs[0].Type.Name()}, not float16.", "Use 'cast'.");

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new Kernel();

    private sealed unsafe class Kernel : IMapKernel
    {
        private const int Strip = 1 << 16;

        public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
        {
            var from = (Half*)inputs[0].Pointer;
            var to = (float*)outputs[0].Pointer;
            for (var done = 0L; done < outputs[0].Samples; done += Strip)
            {
                var count = (int)Math.Min(Strip, outputs[0].Samples - done);
                TensorPrimitives.ConvertToSingle(new ReadOnlySpan<Half>(from + done, count), new Span<float>(to + done, count));
            }
        }

        public void Dispose()
        {
            // Holds nothing.
        }
    }
}
