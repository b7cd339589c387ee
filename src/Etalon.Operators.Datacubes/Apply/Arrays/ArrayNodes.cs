using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Etalon.Operators.Datacubes;

/// <summary>Builds the arrays of bound expressions.</summary>
internal static class ArrayNodes
{
    /// <summary>The same array for all rows.</summary>
    public static ArrayNode.Constant Constant<T>(ElementType type, ReadOnlySpan<T> values)
        where T : unmanaged => new(new ArrayShape(type, values.Length), [.. MemoryMarshal.AsBytes(values)]);

    /// <summary>One number for all elements of all rows.</summary>
    public static ArrayNode Scalar(double value, ElementType type) => type switch
    {
        ElementType.Float => Constant(type, [(float)value]),
        ElementType.Long => Constant(type, [(long)value]) with { Shape = new ArrayShape(type, 1) { Missing = WholeStripMath.Missing } },
        _ => Constant(ElementType.Double, [value]),
    };

    /// <summary>The doubles of a constant.</summary>
    public static double[] Values(ArrayNode.Constant constant)
    {
        var bytes = constant.Bytes.AsSpan();
        return constant.Shape.Type switch
        {
            ElementType.Byte => Doubles<sbyte>(bytes),
            ElementType.Short => Doubles<short>(bytes),
            ElementType.Int => Doubles<int>(bytes),
            ElementType.Long => Doubles<long>(bytes),
            ElementType.Float => Doubles<float>(bytes),
            _ => Doubles<double>(bytes),
        };
    }

    /// <summary>The array in another type; the integer that is missing then is the one given.</summary>
    public static ArrayNode Convert(ArrayNode node, ElementType type, Int128? missing)
    {
        var given = node.Shape;
        var target = type.IsInteger() ? missing : null;
        if (given.Type == type && (given.Missing == target || given.Missing is null))
        {
            return node with { Shape = given with { Missing = target } };
        }

        if (node is ArrayNode.Constant constant && !type.IsComplex())
        {
            return Typed(Values(constant), type) with { Shape = new ArrayShape(type, given.Length) { Missing = target } };
        }

        if (type == ElementType.Complex && !given.Type.IsComplex())
        {
            var doubles = Convert(node, ElementType.Double, null);
            return new ArrayNode.Step(new ArrayShape(type, given.Length), node.Map, [doubles], static () => new ToComplexKernel(), 0, 0.5);
        }

        var shape = new ArrayShape(type, given.Length) { Missing = target };
        return new ArrayNode.Step(shape, node.Map, [node], () => Converter(given, type, target), 0, 0.3);
    }

    /// <summary>The array in which a number has become NaN, or the integer that is missing.</summary>
    public static ArrayNode Marked(ArrayNode node, double missing)
    {
        var type = node.Shape.Type;
        if (type.IsComplex())
        {
            return node;
        }

        if (type.IsInteger())
        {
            var (low, high) = ElementTypes.Limits(type);
            var fits = Math.Floor(missing) == missing && missing >= (double)low && missing <= (double)high;
            return fits ? node with { Shape = node.Shape with { Missing = (Int128)missing } } : node;
        }

        var isMissing = Element(CalculateOp.Equal, node, Scalar(missing, type));
        return Element(CalculateOp.Where, isMissing, Scalar(double.NaN, type), node);
    }

    /// <summary>An operation element by element, in float, double or long; arrays of one element stand for all.</summary>
    public static ArrayNode Element(CalculateOp op, params ImmutableArray<ArrayNode> operands)
    {
        var type = operands[0].Shape.Type;
        var longest = operands.MaxBy(operand => operand.Shape.Length)!;
        var shape = new ArrayShape(type, longest.Shape.Length) { Missing = type == ElementType.Long ? WholeStripMath.Missing : null };
        var count = operands.Length;
        Func<RowKernel> kernel = type switch
        {
            ElementType.Float => () => new ElementKernel<float>(op, new FloatStripMath<float>(), count),
            ElementType.Double => () => new ElementKernel<double>(op, new FloatStripMath<double>(), count),
            ElementType.Long => () => new ElementKernel<long>(op, new WholeStripMath(), count),
            _ => throw new NotSupportedException(type.ToString()),
        };
        return new ArrayNode.Step(shape, longest.Map, operands, kernel, 8192, 0.3);
    }

    /// <summary>Moved elements. All inputs have the type of the first.</summary>
    public static ArrayNode Gather(GatherPlan plan, ImmutableArray<ArrayNode> inputs, ReadOnlySpan<byte> filling = default)
    {
        var first = inputs[0].Shape;
        var bytes = first.Type.Bytes();
        ImmutableArray<byte> fill = [.. filling];
        var map = inputs.Length == 1 ? plan.Map(inputs[0].Map) : null;
        var scratch = plan.Segments.Count * 24L;
        return new ArrayNode.Step(first with { Length = plan.Length }, map, inputs, () => new GatherKernel(plan, bytes, fill), scratch, 0.3);
    }

    /// <summary>A function of rows of doubles.</summary>
    /// <param name="inputs">Arrays of any type; they are converted.</param>
    /// <param name="length">Elements of the result.</param>
    /// <param name="make">Makes the function for one thread.</param>
    /// <param name="scratchBytes">Bytes that it holds.</param>
    /// <param name="map">What the elements of the result stand for.</param>
    /// <param name="isComplex">Whether the result is complex.</param>
    public static ArrayNode Line(
        ImmutableArray<ArrayNode> inputs, int length, Func<LineFunction> make, long scratchBytes = 0, AxisMap? map = null, bool isComplex = false)
    {
        ImmutableArray<ArrayNode> doubles =
            [.. inputs.Select(input => input.Shape.Type.IsComplex() ? input : Convert(input, ElementType.Double, null))];
        var parts = doubles.Select(input => input.Shape.Type.IsComplex() ? 2 : 1).ToArray();
        var shape = new ArrayShape(isComplex ? ElementType.Complex : ElementType.Double, length);
        return new ArrayNode.Step(shape, map, doubles, () => new LineKernel(make(), parts, isComplex ? 2 : 1), scratchBytes, 5);
    }

    private static ArrayNode.Constant Typed(double[] values, ElementType type) => type switch
    {
        ElementType.Byte => Typed<sbyte>(values, type),
        ElementType.Short => Typed<short>(values, type),
        ElementType.Int => Typed<int>(values, type),
        ElementType.Long => Typed<long>(values, type),
        ElementType.Float => Typed<float>(values, type),
        _ => Constant<double>(type, values),
    };

    /// <summary>Numbers that do not fit become the nearest that do.</summary>
    private static ArrayNode.Constant Typed<T>(double[] values, ElementType type)
        where T : unmanaged, INumber<T> => Constant<T>(type, [.. values.Select(T.CreateSaturating)]);

    private static double[] Doubles<T>(ReadOnlySpan<byte> bytes)
        where T : unmanaged, INumber<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(bytes);
        var doubles = new double[values.Length];
        for (var i = 0; i < doubles.Length; i++)
        {
            doubles[i] = double.CreateTruncating(values[i]);
        }

        return doubles;
    }

    private static RowKernel Converter(ArrayShape from, ElementType type, Int128? target) => from.Type switch
    {
        ElementType.Byte => Converter<sbyte>(from.Missing, type, target),
        ElementType.UByte => Converter<byte>(from.Missing, type, target),
        ElementType.Short => Converter<short>(from.Missing, type, target),
        ElementType.UShort => Converter<ushort>(from.Missing, type, target),
        ElementType.Int => Converter<int>(from.Missing, type, target),
        ElementType.UInt => Converter<uint>(from.Missing, type, target),
        ElementType.Long => Converter<long>(from.Missing, type, target),
        ElementType.Float or ElementType.SmallComplex => Converter<float>(null, type, target),
        _ => Converter<double>(null, type, target),
    };

    private static RowKernel Converter<T>(Int128? missing, ElementType type, Int128? target)
        where T : unmanaged, INumber<T> => type switch
        {
            ElementType.Byte => new ConvertKernel<T, sbyte>(missing, target, 1),
            ElementType.Short => new ConvertKernel<T, short>(missing, target, 1),
            ElementType.Int => new ConvertKernel<T, int>(missing, target, 1),
            ElementType.Long => new ConvertKernel<T, long>(missing, target, 1),
            ElementType.Float => new ConvertKernel<T, float>(missing, target, 1),
            ElementType.Double => new ConvertKernel<T, double>(missing, target, 1),
            ElementType.SmallComplex => new ConvertKernel<T, float>(null, null, 2),
            _ => new ConvertKernel<T, double>(null, null, 2),
        };
}
