using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>An expression of array primitives for every row of a cube.</summary>
[Operator("apply", "1.1.0", "cube -> cube", Doc = "Computes an expression of array primitives (oph_reduce, oph_get_subarray, …) for every row.")]
public sealed class Apply : IMapOperator<Apply.Parameters>
{
    /// <summary>What the user may choose.</summary>
    /// <param name="Query">The expression.</param>
    /// <param name="Array">The axes that make up the array.</param>
    /// <param name="MeasureType">Whether calls name their types.</param>
    /// <param name="CheckType">Whether the input types that are named are checked.</param>
    /// <param name="Missing">What counts as missing.</param>
    /// <param name="Strict">Whether the original's silent mistakes are kept.</param>
    /// <param name="DimQuery">An expression for the coordinates of the array axis.</param>
    /// <param name="Coordinates">What coordinates a shorter axis gets without one.</param>
    /// <param name="KeepAxes">Whether array axes of which one element is left stay.</param>
    /// <param name="Name">The name of the result.</param>
    public sealed record Parameters(
        [Doc("the expression: oph_reduce(oph_get_subarray(measure,1,360),'oph_avg',30)")] string Query,
        [Doc("the axes that make up the array, innermost last; all others make up the rows; none for the last axis")]
        ImmutableArray<string> Array = default,
        [Doc("auto: types are found; manual: every call names its two types, as oph_reduce('OPH_FLOAT','OPH_FLOAT',measure,'OPH_MAX')")]
        ApplyTyping MeasureType = ApplyTyping.Auto,
        [Doc("whether input types that are named must be the real ones")] ApplyTypeCheck CheckType = ApplyTypeCheck.Yes,
        [Doc("what counts as missing, besides NaN; left out, the cube's own")] double? Missing = null,
        [Doc("whether integers written in oph_sum_scalar add 0, as they do in Ophidia")] bool Strict = false,
        [Doc("an expression for the coordinates of the only array axis, of 'dimension': oph_get_subarray(dimension,1,360); empty keeps those of the elements taken")]
        string DimQuery = "",
        [Doc("coordinates of an axis whose length changes: middle of the elements that each stands for, or numbers 1, 2, 3, …")]
        ApplyCoordinates Coordinates = ApplyCoordinates.Middle,
        [Doc("keep array axes of which one element is left, with length 1")] bool KeepAxes = false,
        [Doc("the name of the result; empty keeps the cube's name")] string Name = "");

    /// <inheritdoc />
    public Description Describe(Parameters parameters, Inputs inputs)
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
    public IMapKernel Bind(Parameters parameters, Inputs inputs, Description description)
    {
        var axes = ApplyAxes.Of(inputs[0], parameters.Array);
        return new ApplyKernel(new ApplyProgram(Bind(parameters, axes)), axes);
    }

    private static ArrayNode Bind(Parameters parameters, ApplyAxes axes)
    {
        var syntax = ApplyParser.Parse(parameters.Query);
        var isManual = parameters.MeasureType == ApplyTyping.Manual;
        var binder = new ApplyBinder(
            axes.Measure(parameters.Missing), axes.Dimension(), isManual, parameters.CheckType == ApplyTypeCheck.Yes, parameters.Strict);
        var root = binder.Array(syntax);
        return root.Shape.Type.IsComplex() ? ArrayNodes.Convert(root, ElementType.SmallComplex, null) : root;
    }
}
