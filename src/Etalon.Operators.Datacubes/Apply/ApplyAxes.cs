using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>The axes of a cube that make up its rows, and those that make up its arrays.</summary>
internal sealed class ApplyAxes
{
    /// <summary>Places in arrays are int32.</summary>
    public const long Longest = 1 << 28;

    private readonly CubeInfo _cube;

    private ApplyAxes(CubeInfo cube, ImmutableArray<int> array)
    {
        _cube = cube;
        Array = array;
        Rows = [.. Enumerable.Range(0, cube.Rank).Except(array)];
        Length = (int)array.Aggregate(1L, (product, axis) => product * cube.Axes[axis].Length);
    }

    /// <summary>Positions of the array axes in the cube, innermost last.</summary>
    public ImmutableArray<int> Array { get; }

    /// <summary>Positions of the other axes, in the order of the cube.</summary>
    public ImmutableArray<int> Rows { get; }

    /// <summary>Bytes of a sample of the cube.</summary>
    public int SampleBytes => _cube.Type.Bytes();

    /// <summary>Elements of an array.</summary>
    public int Length { get; }

    /// <summary>Names of the array axes.</summary>
    public ImmutableArray<string> Names => [.. Array.Select(axis => _cube.Axes[axis].Name)];

    /// <summary>The axes named, or the last one.</summary>
    public static ApplyAxes Of(CubeInfo cube, ImmutableArray<string> names)
    {
        // A single number is an array of one element.
        ImmutableArray<int> array = names.IsDefaultOrEmpty ? [.. Enumerable.Range(0, cube.Rank).TakeLast(1)] : [.. names.Select(cube.IndexOf)];
        if (array.Distinct().Count() < array.Length)
        {
            throw new RefusalException("repeated-axis", $"An axis is named twice in '{string.Join(", ", names)}'.", "Name every axis once.");
        }

        if (array.Aggregate(1.0, (product, axis) => product * cube.Axes[axis].Length) > Longest)
        {
            throw new RefusalException(
                "array-too-long", $"The arrays of cube '{cube.Name}' have more than {Longest} elements.", "Choose fewer array axes, or split the cube.");
        }

        return new ApplyAxes(cube, array);
    }

    /// <summary>The array as expressions see it.</summary>
    public ArrayNode Measure(double? missing)
    {
        var raw = ElementTypes.Of(_cube.Type);
        ArrayNode node = new ArrayNode.Measure(new ArrayShape(raw, Length) { Missing = _cube.Missing }, AxisMap.Identity(Length));
        var type = ElementTypes.Seen(raw);
        node = ArrayNodes.Convert(node, type, _cube.Missing);
        if (missing is not { } number || double.IsNaN(number))
        {
            return node;
        }

        if (type.IsInteger())
        {
            var (low, high) = ElementTypes.Limits(type);
            return Math.Floor(number) == number && number >= (double)low && number <= (double)high
                ? node with { Shape = node.Shape with { Missing = (Int128)number } }
                : throw new RefusalException("bad-missing", $"The missing value {number} is none of {type.Name()}.", "Give a whole number within the type.");
        }

        var isMissing = ArrayNodes.Element(CalculateOp.Equal, node, ArrayNodes.Scalar(number, type));
        return ArrayNodes.Element(CalculateOp.Where, isMissing, ArrayNodes.Scalar(double.NaN, type), node);
    }

    /// <summary>The coordinates of the only array axis; null where there are none.</summary>
    public ArrayNode? Dimension() => Array.Length == 1 && _cube.Axes[Array[0]].Coordinates is { } coordinates and not LabelCoordinates
        ? ArrayNodes.Constant<double>(ElementType.Double, coordinates.ToArray())
        : null;

    /// <summary>The cube that comes out.</summary>
    /// <param name="root">The result.</param>
    /// <param name="keepAxes">Whether axes of which one element is left stay.</param>
    public CubeInfo Output(ArrayNode root, bool keepAxes) => _cube with
    {
        Axes = [.. Rows.Select(axis => _cube.Axes[axis]), .. ArrayAxes(root, keepAxes)],
        Type = ElementTypes.Samples(root.Shape.Type),
        Missing = root.Shape.Type.IsInteger() ? root.Shape.Missing : null,
    };

    /// <summary>The axis that is left of one of which the elements given are made; none if only one element is left of many.</summary>
    private static Axis[] Changed(Axis axis, int[] first, int[] last, bool keepAxes)
    {
        if (!keepAxes && first.Length == 1 && axis.Length > 1 && first[0] == 0 && last[0] == axis.Length - 1)
        {
            return [];
        }

        if (axis.Coordinates is null or LabelCoordinates)
        {
            return [axis with { Length = first.Length, Coordinates = null, Bounds = [] }];
        }

        var middles = new double[first.Length];
        for (var i = 0; i < middles.Length; i++)
        {
            var (low, high) = (axis.Coordinates[first[i]], axis.Coordinates[last[i]]);
            middles[i] = low + ((high - low) / 2);
        }

        return [axis with { Length = first.Length, Coordinates = AxisCoordinates.From(middles), Bounds = [] }];
    }

    private Axis[] ArrayAxes(ArrayNode root, bool keepAxes)
    {
        var axes = Array.Select(axis => _cube.Axes[axis]).ToArray();
        var length = root.Shape.Length;
        if (length == Length)
        {
            return axes;
        }

        if (root.Map is { } map)
        {
            for (var changed = 0; changed < axes.Length; changed++)
            {
                if (Along(axes, changed, map) is { } parts)
                {
                    return [.. axes[..changed], .. Changed(axes[changed], parts.First, parts.Last, keepAxes), .. axes[(changed + 1)..]];
                }
            }
        }

        if (length > 1 && root.Map is { } groups)
        {
            for (var changed = 0; changed < axes.Length - 1; changed++)
            {
                if (Over(axes, changed, groups) is { } parts)
                {
                    return [.. axes[..changed], .. Changed(axes[changed], parts.First, parts.Last, keepAxes)];
                }
            }
        }

        var name = string.Join('_', axes.Select(axis => axis.Name));
        return length == 1 ? [] : [new Axis(name, length)];
    }

    /// <summary>What the elements along one axis stand for, if the array differs from the measure along that axis only.</summary>
    private (int[] First, int[] Last)? Along(Axis[] axes, int changed, AxisMap map)
    {
        var block = axes[(changed + 1)..].Aggregate(1, (product, axis) => product * (int)axis.Length);
        var size = (int)axes[changed].Length;
        var outer = Length / (size * block);
        if (map.Length % (outer * block) != 0)
        {
            return null;
        }

        var count = map.Length / (outer * block);
        var first = Enumerable.Range(0, count).Select(i => map.First(i * block) / block % size).ToArray();
        var last = Enumerable.Range(0, count).Select(i => map.Last(i * block) / block % size).ToArray();
        for (var at = 0; at < map.Length; at++)
        {
            var (row, i, inner) = (at / (count * block), at / block % count, at % block);
            if (map.First(at) != (((row * size) + first[i]) * block) + inner || map.Last(at) != (((row * size) + last[i]) * block) + inner)
            {
                return null;
            }
        }

        return (first, last);
    }

    /// <summary>What the elements along one axis stand for, if each stands for some of it and for all of the axes that vary faster.</summary>
    private (int[] First, int[] Last)? Over(Axis[] axes, int changed, AxisMap map)
    {
        var block = axes[(changed + 1)..].Aggregate(1, (product, axis) => product * (int)axis.Length);
        var size = (int)axes[changed].Length;
        var outer = Length / (size * block);
        if (map.Length % outer != 0)
        {
            return null;
        }

        var count = map.Length / outer;
        var first = Enumerable.Range(0, count).Select(i => map.First(i) / block % size).ToArray();
        var last = Enumerable.Range(0, count).Select(i => map.Last(i) / block % size).ToArray();
        for (var at = 0; at < map.Length; at++)
        {
            var (row, i) = (at / count, at % count);
            if (map.First(at) != ((row * size) + first[i]) * block || map.Last(at) != (((row * size) + last[i]) * block) + block - 1)
            {
                return null;
            }
        }

        return (first, last);
    }
}
