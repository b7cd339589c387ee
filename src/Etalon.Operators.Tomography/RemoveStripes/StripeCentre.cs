using System.Globalization;
using Etalon.Cubes;

namespace Etalon.Operators.Tomography;

/// <summary>Where the axis is in a sinogram: as was said, or as opposite projections say; a column or so is exact enough.</summary>
internal sealed unsafe class StripeCentre : IDisposable
{
    private const int MostPairs = 16;

    private readonly double? _said;
    private readonly double _from;
    private readonly double _to;
    private readonly double _middle;
    private readonly MirrorPairs? _pairs;
    private readonly Rows? _rows;

    /// <summary>Ready for the sinograms of a cube.</summary>
    public StripeCentre(CubeInfo cube, RemoveStripes.Parameters parameters, int angles, int columns)
    {
        _middle = (columns - 1) / 2.0;
        var attribute = cube.Attributes.Text(Reconstruct.CentreAttribute);
        _said = parameters.Centre
            ?? (double.TryParse(attribute, NumberStyles.Float, CultureInfo.InvariantCulture, out var known) ? (double?)known : null);
        if (_said is not null || angles < 2 || columns < 2)
        {
            return;
        }

        var turn = new TurnAngles(Radians(cube));
        var range = turn.IsWholeTurn ? _middle : CentreSearch.Of(columns, 0).Range;
        (_from, _to) = (_middle - range, _middle + range);
        _pairs = new MirrorPairs(turn.Pairs(MostPairs), columns);
        _rows = new Rows(turn, parameters.Kind == StripeKind.Factor);
    }

    /// <summary>Bytes held.</summary>
    public static long Bytes(long angles, long columns) => MirrorPairs.Bytes(MostPairs, columns) + (64 * angles);

    /// <summary>The column of the axis; the middle where nobody knows.</summary>
    public double Of(SinogramColumns sinogram)
    {
        if (_said is { } said)
        {
            return said;
        }

        if (_pairs is null || _rows is null)
        {
            return _middle;
        }

        _rows.Sinogram = sinogram;
        var found = _pairs.Find(_rows, _from, _to);
        return double.IsFinite(found.Centre) ? found.Centre : _middle;
    }

    /// <inheritdoc />
    public void Dispose() => _pairs?.Dispose();

    /// <summary>Angles that nobody knows count as half a turn in even steps.</summary>
    private static double[] Radians(CubeInfo cube)
    {
        var axis = cube.Axes[cube.IndexOf(ScanAxes.Angle)];
        return axis.Coordinates is null
            ? [.. Enumerable.Range(0, (int)axis.Length).Select(i => i * Math.PI / axis.Length)]
            : ScanAngles.Radians(cube);
    }

    /// <summary>Projections out of columns.</summary>
    private sealed class Rows(TurnAngles turn, bool multiplies) : IProjections
    {
        public SinogramColumns? Sinogram { get; set; }

        public void At(AnglePlace place, float* to)
        {
            var sinogram = Sinogram ?? throw new InvalidOperationException("No sinogram was given.");
            var (first, next) = (turn.Order[place.Row], turn.Order[place.Row + 1]);
            for (var column = 0; column < sinogram.Columns; column++)
            {
                var samples = sinogram.Column(column);
                var (a, b) = multiplies
                    ? (-MathF.Log(Math.Max(samples[first], OffsetLine.Floor)), -MathF.Log(Math.Max(samples[next], OffsetLine.Floor)))
                    : (samples[first], samples[next]);
                to[column] = a + (place.Share * (b - a));
            }
        }
    }
}
