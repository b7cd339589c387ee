using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>An expression of array primitives for the rows of a cube.</summary>
[Operator("apply", "1.2.0", "cube -> cube", Doc = "Computes an expression of array primitives (oph_reduce, oph_get_subarray, …) for every row, or over all rows.")]
public sealed class Apply : IComposite<Apply.Parameters>
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
    /// <param name="Seed">Where random numbers come from.</param>
    /// <param name="ResultMissing">What counts as missing in the result.</param>
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
        [Doc("the name of the result; empty keeps the cube's name")] string Name = "",
        [Doc("the same seed gives the same numbers of oph_math(measure,'OPH_MATH_RAND')")] long Seed = 1,
        [Doc("a number of the result that becomes missing, besides NaN")] double? ResultMissing = null);

    /// <inheritdoc />
    public void Expand(Parameters parameters, Inputs inputs, GraphBuilder graph) => new ApplyStages(parameters, inputs[0]).AddTo(graph, inputs.Ports[0].Name);
}
