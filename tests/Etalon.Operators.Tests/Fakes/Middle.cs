using System.Collections.Immutable;

namespace Etalon.Operators.Tests;

[Operator("fake.middle", "1.0.0", "cube($axes) -> out", Doc = "Needs axes whole and drops them, like a median.")]
public sealed class Middle : IMapOperator<Middle.Parameters>
{
    public sealed record Parameters(ImmutableArray<string> Axes);

    public Description Describe(Parameters parameters, Inputs inputs) =>
        new(parameters.Axes.Aggregate(inputs[0], (cube, axis) => cube.Without(axis)))
        {
            CoreAxes = parameters.Axes,
            Scratch = static (_, samples) => samples / 8,
            NanosecondsPerSample = 1,
        };

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
