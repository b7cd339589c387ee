using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Pictures;

/// <summary>An axis along an edge of a picture: which pixel a coordinate lies at, and the ticks.</summary>
internal sealed class AxisScale
{
    /// <summary>Coordinates that differ less than this part of a step from evenly spaced ones count as such.</summary>
    private const double Even = 1e-6;

    private readonly Axis _axis;
    private readonly double[] _coordinates;

    /// <summary>Looks at an axis.</summary>
    public AxisScale(Axis axis)
    {
        _axis = axis;
        _coordinates = axis.Coordinates is { } known and not LabelCoordinates ? known.ToArray() : [];
        if (_coordinates.Length < 2 || !IsOrdered(_coordinates))
        {
            _coordinates = [];
        }

        var step = _coordinates.Length == 0 ? 0 : (_coordinates[^1] - _coordinates[0]) / (_coordinates.Length - 1);
        var even = _coordinates.Length > 0 && _coordinates.Select((value, i) => Math.Abs(value - _coordinates[0] - (i * step))).Max() < Even * Math.Abs(step) * axis.Length;
        Pitch = even ? Math.Abs(step) : double.NaN;
        Unit = _coordinates.Length > 0 && axis.Unit.Length > 0 && Cubes.Unit.TryParse(axis.Unit, out var unit) ? unit : null;
    }

    /// <summary>From one sample to the next in <see cref="Unit"/>; NaN where that is not known or not even.</summary>
    public double Pitch { get; }

    /// <summary>The unit of the coordinates; null for none.</summary>
    public Unit? Unit { get; }

    /// <summary>Whether coordinates rise to the north, so that the picture has them upside down.</summary>
    public bool PointsNorth =>
        _axis.Unit is "degrees_north" or "degree_north" or "degrees_N" or "degree_N" && _coordinates.Length > 0 && _coordinates[^1] > _coordinates[0];

    /// <summary>The coordinates where they rise or fall; else the indexes.</summary>
    public double Coordinate(long index) => _coordinates.Length > 0 ? _coordinates[index] : index;

    /// <summary>The name, and what the numbers are in.</summary>
    public string Label => _coordinates.Length == 0
        ? _axis.Name
        : $"{_axis.Name}{(_axis.Unit is "" or "1" ? "" : $" ({_axis.Unit})")}";

    /// <summary>One place on the axis as a title says it: <c>y = 0.24 mm</c>.</summary>
    public static string PlaceText(Axis axis, long index) => axis.Coordinates switch
    {
        LabelCoordinates labels => $"{axis.Name} = {labels.Labels[(int)index]}",
        { } known when double.IsFinite(known[index]) =>
            $"{axis.Name} = {known[index].ToString("G7", CultureInfo.InvariantCulture)}{(axis.Unit is "" or "1" ? "" : " " + axis.Unit)}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{axis.Name} {index}"),
    };

    /// <summary>At most so many ticks; places are samples from 0 (the middle of the first) to the last.</summary>
    public IEnumerable<(double Place, string Text)> Marks(int most)
    {
        if (_axis.Coordinates is LabelCoordinates labels)
        {
            var stride = (labels.Length + most - 1) / most;
            return Enumerable.Range(0, (int)((labels.Length + stride - 1) / stride)).Select(i => ((double)(i * stride), labels.Labels[(int)(i * stride)]));
        }

        var (first, last) = (Coordinate(0), Coordinate(_axis.Length - 1));
        var ticks = Ticks.Between(Math.Min(first, last), Math.Max(first, last), most);
        return ticks.Values
            .Where(value => _coordinates.Length > 0 || double.IsInteger(value))
            .Select(value => (PlaceOf(value), ticks.TextOf(value)));
    }

    /// <summary>Between which samples a coordinate lies, linear between them.</summary>
    private double PlaceOf(double coordinate)
    {
        if (_coordinates.Length == 0)
        {
            return coordinate;
        }

        var falls = _coordinates[^1] < _coordinates[0];
        var (low, high) = (0, _coordinates.Length - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (_coordinates[middle] <= coordinate != falls)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low + ((coordinate - _coordinates[low]) / (_coordinates[high] - _coordinates[low]));
    }

    private static bool IsOrdered(double[] values)
    {
        var falls = values[1] < values[0];
        for (var i = 1; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i] - values[i - 1]) || (falls ? values[i] >= values[i - 1] : values[i] <= values[i - 1]))
            {
                return false;
            }
        }

        return true;
    }
}
