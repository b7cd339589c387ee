namespace Etalon.Operators.Datacubes;

/// <summary>The last part of an <c>apply</c> of several stages: the result bears the query as the user wrote it, and not that of a stage.</summary>
[Operator("apply-named", "1.0.0", "cube -> cube", Doc = "Writes down by which query a cube was made; the last part of 'apply' where that has several.", TakesHalves = true)]
public sealed class ApplyNamed : IMapOperator<ApplyNamed.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Query">The query.</param>
    public sealed record Parameters([Doc("the whole query")] string Query);

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs) =>
        new(inputs[0] with { Attributes = inputs[0].Attributes.With("apply_query", parameters.Query) }) { KeepsSamples = true };

    /// <inheritdoc />
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description) => new SameSamplesKernel();
}
