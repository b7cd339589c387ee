using Etalon.Cubes;

namespace Etalon.Operators.Tests;

[Operator("fake.stats", "1.0.0", "cube -> max, min", Doc = "Two numbers.")]
public sealed class Stats : IReduceOperator<Stats.Parameters>
{
    public sealed record Parameters;

    public Description Describe(Parameters parameters, Inputs inputs) =>
        new([new CubeInfo("max", [], inputs[0].Type), new CubeInfo("min", [], inputs[0].Type)])
        {
            CoreAxes = [.. inputs[0].Axes.Select(axis => axis.Name)],
        };

    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
