using System.Collections.Immutable;
using Etalon.Cubes;

namespace Etalon.Operators.Datacubes;

/// <summary>All cubes in their order along the axis, and the cube they make.</summary>
internal sealed class ConcatenateLine
{
    private readonly Inputs _inputs;

    private ConcatenateLine(Inputs inputs, CubeInfo output, int axis, ImmutableArray<ConcatenatePiece> pieces, ImmutableArray<string> notes)
    {
        _inputs = inputs;
        Output = output;
        Axis = axis;
        Pieces = pieces;
        Notes = notes;
    }

    /// <summary>The cube that comes out.</summary>
    public CubeInfo Output { get; }

    /// <summary>The position of the axis in the output.</summary>
    public int Axis { get; }

    /// <summary>The cubes in order.</summary>
    public ImmutableArray<ConcatenatePiece> Pieces { get; }

    /// <summary>What the user should know.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>Checks that the cubes go together and orders them.</summary>
    public static ConcatenateLine Of(Concatenate.Parameters parameters, Inputs inputs)
    {
        if (inputs.Count == 0 || parameters.Axis.Length == 0)
        {
            throw new RefusalException("missing-input", "Concatenating needs cubes and the name of an axis.", "Connect cubes and set 'axis'.");
        }

        var first = inputs[0];
        var isNew = inputs.Ports.All(port => port.Cube.Find(parameters.Axis) < 0);
        foreach (var port in inputs.Ports)
        {
            RefuseOther(first, port.Cube, isNew ? "" : parameters.Axis, parameters.CheckAxes);
        }

        var order = isNew ? [.. Enumerable.Range(0, inputs.Count)] : JoinedAxis.Order(parameters, inputs);
        var axis = isNew ? JoinedAxis.New(parameters, inputs) : JoinedAxis.Of(parameters, inputs, order);
        var axes = isNew ? first.Axes.Insert(0, axis) : first.Axes.SetItem(first.IndexOf(parameters.Axis), axis);
        var output = first with { Axes = axes, Name = parameters.Name.Length > 0 ? parameters.Name : first.Name };
        ImmutableArray<string> notes = order.SequenceEqual(order.Order()) ? [] : [$"Cubes were put into the order of '{axis.Name}'."];
        return new ConcatenateLine(inputs, output, output.IndexOf(axis.Name), Line(parameters, inputs, order, isNew), notes);
    }

    /// <summary>The samples of a piece, counted within it, that lie in a region of the output; none if the length is 0.</summary>
    public (long First, long Length) Part(ConcatenatePiece piece, Region region)
    {
        var first = Math.Max(0, (region.Start[Axis] - piece.Start + piece.Step - 1) / piece.Step);
        var end = Math.Min(piece.Length, (region.End(Axis) - piece.Start + piece.Step - 1) / piece.Step);
        return (first, Math.Max(0, end - first));
    }

    /// <summary>The regions of the inputs that an output region needs.</summary>
    public ImmutableArray<Region?> Demand(Region region)
    {
        var needs = new Region?[Pieces.Length];
        foreach (var piece in Pieces)
        {
            var (first, length) = Part(piece, region);
            if (length > 0)
            {
                needs[piece.Input] = InputRegion(piece, region, first, length);
            }
        }

        return [.. needs];
    }

    /// <summary>Where each cube's samples go.</summary>
    private static ImmutableArray<ConcatenatePiece> Line(Concatenate.Parameters parameters, Inputs inputs, ImmutableArray<int> order, bool isNew)
    {
        var lengths = order.Select(input => isNew ? 1 : inputs[input].Axes[inputs[input].IndexOf(parameters.Axis)].Length).ToArray();
        if (parameters.Interlace && Array.Exists(lengths, length => length != lengths[0]))
        {
            throw new RefusalException("axis-mismatch", $"Axis '{parameters.Axis}' is longer in some cubes than in others.", "Only cubes of the same length can be taken in turn.");
        }

        var pieces = ImmutableArray.CreateBuilder<ConcatenatePiece>(inputs.Count);
        var start = 0L;
        for (var i = 0; i < lengths.Length; i++)
        {
            pieces.Add(new ConcatenatePiece(order[i], start, lengths[i], parameters.Interlace ? inputs.Count : 1, Conversion(inputs[0], inputs[order[i]])));
            start += parameters.Interlace ? 1 : lengths[i];
        }

        return pieces.MoveToImmutable();
    }

    private Region InputRegion(ConcatenatePiece piece, Region region, long first, long count)
    {
        var cube = _inputs[piece.Input];
        var start = new long[cube.Rank];
        var length = new long[cube.Rank];
        for (var i = 0; i < cube.Rank; i++)
        {
            var at = Output.IndexOf(cube.Axes[i].Name);
            (start[i], length[i]) = at == Axis ? (first, count) : (region.Start[at], region.Length[at]);
        }

        return new Region([.. start], [.. length]);
    }

    private static void RefuseOther(CubeInfo first, CubeInfo cube, string along, bool checkPlaces)
    {
        if (cube.Type != first.Type || cube.Missing != first.Missing)
        {
            throw new RefusalException(
                "wrong-sample-type", $"'{cube.Name}' is {Type(cube)}, the first cube {Type(first)}.", "Bring all cubes to one type and one missing value (cast).");
        }

        if (cube.Rank != first.Rank || first.Axes.Any(axis => cube.Find(axis.Name) < 0))
        {
            throw new RefusalException(
                "axis-mismatch", $"'{cube.Name}' has the axes ({Names(cube)}), the first cube ({Names(first)}).", "All cubes need the same axes.");
        }

        foreach (var axis in first.Axes.Where(axis => !string.Equals(axis.Name, along, StringComparison.Ordinal)))
        {
            AxisJoin.RefuseOther(axis, cube.Axes[cube.IndexOf(axis.Name)], cube.Name, checkPlaces);
        }
    }

    private static UnitConversion Conversion(CubeInfo first, CubeInfo cube)
    {
        if (string.Equals(first.Unit, cube.Unit, StringComparison.Ordinal) || first.Unit.Length == 0 || cube.Unit.Length == 0)
        {
            return new UnitConversion(1, 0);
        }

        var conversion = AxisUnits.Between(cube.Unit, first.Unit);
        return conversion.IsIdentity || first.Type.IsFloat()
            ? conversion
            : throw new RefusalException(
                "wrong-unit", $"'{cube.Name}' is in '{cube.Unit}', the first cube in '{first.Unit}', and {first.Type.Name()} samples cannot be converted.",
                "Convert the cube first (convert-units).");
    }

    private static string Type(CubeInfo cube) => cube.Missing is { } missing ? $"{cube.Type.Name()} with {missing} for missing" : cube.Type.Name();

    private static string Names(CubeInfo cube) => string.Join(", ", cube.Axes.Select(axis => axis.Name));
}
