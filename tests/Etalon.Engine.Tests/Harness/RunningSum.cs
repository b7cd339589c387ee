using System.Buffers;
using System.Runtime.InteropServices;
using Etalon.Operators;

namespace Etalon.Engine.Tests;

/// <summary>A stream operator: the sum of everything up to a sample along the axis <c>time</c>, the slowest one.</summary>
[Operator("test.running-sum", "1.0.0", "cube -> sum", Doc = "Adds up along time.")]
public sealed class RunningSum : IStreamOperator<RunningSum.Parameters>
{
    public sealed record Parameters;

    public Description Describe(Parameters parameters, Inputs inputs) => new(inputs[0]) { StreamAxis = "time" };

    public IStreamKernel Bind(Parameters parameters, Inputs inputs, Description description) => new Kernel();

    private sealed class Kernel : IStreamKernel
    {
        private float[] _carried = [];

        public void Run(ReadOnlySpan<Block> inputs, ReadOnlySpan<Block> outputs, CancellationToken cancellation)
        {
            var input = inputs[0].As<float>();
            var output = outputs[0].As<float>();
            var plane = (int)(inputs[0].Samples / inputs[0].Region.Length[0]);
            Array.Resize(ref _carried, plane);
            for (var i = 0; i < input.Length; i++)
            {
                output[i] = _carried[i % plane] += input[i];
            }
        }

        public void Save(IBufferWriter<byte> writer) => writer.Write(MemoryMarshal.AsBytes(_carried.AsSpan()));

        public void Load(ReadOnlySpan<byte> saved) => _carried = MemoryMarshal.Cast<byte, float>(saved).ToArray();

        public void Dispose()
        {
            // The carried plane is managed memory.
        }
    }
}
