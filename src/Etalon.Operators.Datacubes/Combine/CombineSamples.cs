using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The methods of <c>combine</c> that go sample by sample.</summary>
[Operator("combine-samples", "1.1.0", "cubes* -> cube", Doc = "Combines cubes sample by sample; the part of 'combine' that keeps all axes.")]
public sealed class CombineSamples : IMapOperator<CombineSamples.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Method">How cubes become one.</param>
    /// <param name="CheckUnits">Whether units are checked and converted.</param>
    /// <param name="Name">The name of the result.</param>
    /// <param name="CheckAxes">Whether coordinates must agree.</param>
    public sealed record Parameters(
        [Doc("how cubes become one")] CombineMethod Method,
        [Doc("whether units are checked and converted to the first cube's")] bool CheckUnits = true,
        [Doc("the name of the result; empty keeps the first cube's")] string Name = "",
        [Doc("whether axes of one name must have the same coordinates; otherwise samples are matched by their places")] bool CheckAxes = true);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var expression = Bind(parameters, inputs);
        return CalculateSamples.Describe(expression, inputs, parameters.Name.Length > 0 ? parameters.Name : inputs[0].Name, "", parameters.CheckAxes);
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) =>
        CalculateSamples.Kernel(Bind(parameters, inputs), inputs, description.Outputs[0]);

    private static BoundExpression Bind(Parameters parameters, Inputs inputs)
    {
        if (parameters.Method == CombineMethod.Corr)
        {
            throw new RefusalException("bad-parameter", "A correlation folds axes.", "Use 'combine' or 'correlate'.");
        }

        var isPair = parameters.Method is CombineMethod.Absdiff or CombineMethod.Mask;
        var wanted = isPair ? "two" : "at least two";
        if (inputs.Count < 2 || (isPair && inputs.Count != 2))
        {
            throw new RefusalException(
                "wrong-input-count", $"'{parameters.Method}' takes {wanted} cubes, not {inputs.Count}.", "Connect the cubes to compare.");
        }

        foreach (var port in inputs.Ports)
        {
            if (port.Cube.Type == SampleType.Complex64)
            {
                throw new RefusalException("wrong-sample-type", $"'{port.Cube.Name}' has complex samples.", "Use 'calculate' with real(x), imag(x) or abs(x) first.");
            }
        }

        var canBeWhole = parameters.Method is not (CombineMethod.Div or CombineMethod.Mean or CombineMethod.Mask);
        var isWhole = canBeWhole && inputs.Ports.All(port => port.Cube.Type.IsInteger());
        return CombineSteps.Bind(parameters, inputs, isWhole) ?? CombineSteps.Bind(parameters, inputs, isWhole: false)!;
    }
}
