using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The part of <c>apply</c> that computes every row by itself.</summary>
[Operator("apply-rows", "1.0.0", "cube -> cube", Doc = "Computes an expression of array primitives for every row by itself; the main part of 'apply'.")]
public sealed class ApplyRows : IMapOperator<Apply.Parameters>
{
    /// <inheritdoc />
    public Description Describe(Apply.Parameters parameters, Inputs inputs)
    {
        var cube = inputs[0];
        var axes = ApplyAxes.Of(cube, parameters.Array);
        var root = Bind(parameters, axes);
        var output = ApplyDimension.Of(parameters, cube, axes, axes.Output(root, parameters.KeepAxes)) with
        {
            Name = parameters.Name.Length == 0 ? cube.Name : parameters.Name,
            Attributes = cube.Attributes.Without("actual_range", "valid_min", "valid_max", "valid_range").With("apply_query", parameters.Query),
        };
        var program = new ApplyProgram(root);
        var sampleBytes = cube.Type.Bytes();
        return new Description(output)
        {
            CoreAxes = axes.Names,
            Scratch = (_, _) => program.ScratchBytes(sampleBytes, axes.Length),
            NanosecondsPerSample = program.Cost / axes.Length,
        };
    }

    /// <inheritdoc />
    public IMapKernel Bind(Apply.Parameters parameters, Inputs inputs, Description description)
    {
        var axes = ApplyAxes.Of(inputs[0], parameters.Array);
        return new ApplyKernel(new ApplyProgram(Bind(parameters, axes)), axes);
    }

    private static ArrayNode Bind(Apply.Parameters parameters, ApplyAxes axes)
    {
        var root = Binder(parameters, axes).Array(ApplyParser.Parse(parameters.Query));
        root = parameters.ResultMissing is { } missing && !double.IsNaN(missing) ? ArrayNodes.Marked(root, missing) : root;
        return root.Shape.Type.IsComplex() ? ArrayNodes.Convert(root, ElementType.SmallComplex, null) : root;
    }

    /// <summary>What binds the query of these parameters.</summary>
    internal static ApplyBinder Binder(Apply.Parameters parameters, ApplyAxes axes) => new(
        axes.Measure(parameters.Missing), axes.Dimension(), parameters.MeasureType == ApplyTyping.Manual, parameters.CheckType == ApplyTypeCheck.Yes,
        parameters.Strict, parameters.Seed);
}
