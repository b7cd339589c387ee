using System.Collections.Immutable;

namespace Etalon.Operators.Tests;

[Operator("fake.mean", "1.0.0", "cube($axes) -> out", Doc = "Folds axes.")]
public sealed class Mean : IReduceOperator<Mean.Parameters>
{
    public sealed record Parameters(ImmutableArray<string> Axes);

    public Description Describe(Parameters parameters, Inputs inputs) =>
        new(parameters.Axes.Aggregate(inputs[0], (cube, axis) => cube.Without(axis)))
        {
            CoreAxes = parameters.Axes,
            Scratch = static (outputs, _) => outputs * 72,
        };

    public IReduceKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
