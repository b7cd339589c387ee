namespace Etalon.Operators.Datacubes;

/// <summary>A cube again, as a result of its own, under another name if wanted.</summary>
[Operator("duplicate", "1.0.0", "cube -> cube", Doc = "Copies a cube.", TakesHalves = true)]
public sealed class Duplicate : IMapOperator<Duplicate.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Name">The name of the copy; empty keeps the cube's name.</param>
    public sealed record Parameters([Doc("the name of the copy; empty keeps the cube's name")] string Name = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        return new Description(parameters.Name.Length == 0 ? cube : cube with { Name = parameters.Name })
        {
            KeepsSamples = true,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();
}
