using System.Collections.Immutable;

namespace Etalon.Operators.Tests;

[Operator("fake.whole", "1.0.0", "cube($axes) -> out", Doc = "Needs axes whole and keeps the shape, like sorting or a Fourier transform.")]
public sealed class Whole : IMapOperator<Whole.Parameters>
{
    public sealed record Parameters(ImmutableArray<string> Axes);

    public Description Describe(Parameters parameters, Inputs inputs)
    {
        foreach (var axis in parameters.Axes)
        {
            inputs[0].IndexOf(axis);
        }

        return new Description(inputs[0]) { CoreAxes = parameters.Axes, Scratch = static (_, samples) => samples * 4 };
    }

    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => throw new NotSupportedException();
}
