using System.Collections.Immutable;

namespace Etalon.Operators.Datacubes;

/// <summary>An array of a bound expression: one per row.</summary>
/// <param name="Shape">Its type and length.</param>
/// <param name="Map">What its elements stand for; null if that cannot be said.</param>
internal abstract record ArrayNode(ArrayShape Shape, AxisMap? Map)
{
    /// <summary>The array of the cube.</summary>
    public sealed record Measure(ArrayShape Shape, AxisMap? Map) : ArrayNode(Shape, Map);

    /// <summary>One array for all rows.</summary>
    public sealed record Constant(ArrayShape Shape, ImmutableArray<byte> Bytes) : ArrayNode(Shape, null);

    /// <summary>What a primitive makes of other arrays.</summary>
    /// <param name="Shape">The type and length of the result.</param>
    /// <param name="Map">What its elements stand for.</param>
    /// <param name="Inputs">The arrays.</param>
    /// <param name="Kernel">A kernel for one thread.</param>
    /// <param name="ScratchBytes">Bytes the kernel holds.</param>
    /// <param name="Cost">Nanoseconds per element that goes in.</param>
    public sealed record Step(
        ArrayShape Shape, AxisMap? Map, ImmutableArray<ArrayNode> Inputs, Func<RowKernel> Kernel, long ScratchBytes, double Cost) : ArrayNode(Shape, Map);

    /// <summary>The number of the row in the whole cube, the last axis of the rows varying fastest.</summary>
    public sealed record Position() : ArrayNode(new ArrayShape(ElementType.Long, 1), null);

    /// <summary>What an aggregate makes of the arrays of many rows; a stage of its own computes it.</summary>
    /// <param name="Shape">The type and length of the result.</param>
    /// <param name="Map">What its elements stand for.</param>
    /// <param name="Input">The array of each row.</param>
    /// <param name="Rows">How many rows become one; 0 for all.</param>
    /// <param name="Fold">What becomes of them; null if their arrays are put behind one another.</param>
    /// <param name="Mask">Which statistics are wanted.</param>
    public sealed record Aggregate(
        ArrayShape Shape, AxisMap? Map, ArrayNode Input, int Rows, RowFold? Fold, string Mask) : ArrayNode(Shape, Map);
}
