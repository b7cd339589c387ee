using Etalon.Cubes;

namespace Etalon.Operators.Tests;

[Operator("fake.per-slice", "1.0.0", "cube -> estimates, quality, metric", Doc = "Several outputs with one axis in common, made one by one along it.")]
public sealed class PerSlice : IMapOperator<PerSlice.Parameters>
{
    public sealed record Parameters(int Slices = 3);

    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var (slice, method) = (new Axis("slice", parameters.Slices), new Axis("method", 4));
        return new Description(
        [
            new CubeInfo("estimates", [slice, method], SampleType.Float64),
            new CubeInfo("quality", [slice, method], SampleType.Float64),
            new CubeInfo("metric", [slice, new Axis("candidate", 87)], SampleType.Float64),
        ])
        {
            CoreAxes = ["method"],
            ChunkWish = [1, method.Length],
            Demand = output => [inputs[0].Whole.With(inputs[0].IndexOf("y"), output.Start[0], output.Length[0])],
            NanosecondsPerSample = 1e8,
        };
    }

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
